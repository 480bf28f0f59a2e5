import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Delivery } from "../../../src/channels/channel.ts";
import { aMetaChannel, SETTINGS } from "./a-meta-channel.ts";

type Value = { [name: string]: unknown };

/** A request body that was recorded at Meta. */
export function recorded(name: string): string {
  return readFileSync(new URL(`../../fixtures/meta/${name}.json`, import.meta.url), "utf8");
}

/** A delivery as Meta writes it, with these in its one change. */
export function envelope(value: Value, account = SETTINGS.accountId): string {
  const metadata = {
    display_phone_number: "15550783881",
    phone_number_id: SETTINGS.phoneId,
  };
  const all = { messaging_product: "whatsapp", metadata, ...value };
  return notification([{ id: account, changes: [{ value: all, field: "messages" }] }]);
}

export function notification(entry: unknown): string {
  return JSON.stringify({ object: "whatsapp_business_account", entry });
}

export function aText(changes: Value = {}): Value {
  return {
    from: "16505551234",
    id: "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=",
    timestamp: "1749416383",
    type: "text",
    text: { body: "Does it come in another color?" },
    ...changes,
  };
}

export function aStatus(changes: Value = {}): Value {
  return {
    id: "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MTE5MjVBOTE3MDk5QUVFM0YA",
    status: "delivered",
    timestamp: "1750263773",
    recipient_id: "16505551234",
    ...changes,
  };
}

export function signatureOf(body: string | Buffer, secret = SETTINGS.appSecret): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** Reads bodies as the webhook does, signed as Meta signs them. */
export function aReader() {
  const { channel, entries } = aMetaChannel();
  const webhook = channel.webhooks.find(({ method }) => method === "post");
  if (!webhook) throw new Error("There is a webhook for deliveries.");

  const read = (body: string, signature = signatureOf(body)) =>
    webhook.read({
      originalUrl: "/webhook",
      headers: { "x-hub-signature-256": signature },
      body: Buffer.from(body),
    });

  function readDelivery(body: string): Required<Delivery> {
    const delivery = read(body);
    if (delivery.kind !== "delivery") throw new Error(`It was no delivery: ${delivery.kind}.`);
    return { unreadable: [], ...delivery };
  }

  return { read, readDelivery, entries, webhook };
}
