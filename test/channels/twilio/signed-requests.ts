import { readFileSync } from "node:fs";
import twilio from "twilio";
import type { Webhook } from "../../../src/channels/channel.ts";
import { twilioWebhooks } from "../../../src/channels/twilio/webhooks.ts";
import { SETTINGS, TOKEN } from "./start-twilio.ts";

export type SignedRequest = { url: string; signature: string; body: string };

const file = new URL("../../fixtures/twilio-signed-requests.json", import.meta.url);

/** Requests as Twilio sends them, with their signatures. */
export const { requests } = JSON.parse(readFileSync(file, "utf8")) as {
  requests: Record<string, SignedRequest>;
};

export function requestOf(name: string): SignedRequest {
  const request = requests[name];
  if (!request) throw new Error(`There is no signed request called ${name}.`);
  return request;
}

/** Signs a form, or a body as it is, as Twilio would. */
export function signed(
  form: Record<string, string> | string,
  url = "https://bot.example.com/whatsapp",
): SignedRequest {
  const body = typeof form === "string" ? form : new URLSearchParams(form).toString();
  const fields: Record<string, string | string[]> = {};
  for (const name of new Set(new URLSearchParams(body).keys())) {
    const values = new URLSearchParams(body).getAll(name);
    Object.defineProperty(fields, name, {
      value: values.length > 1 ? values : values[0],
      enumerable: true,
    });
  }
  return { url, body, signature: twilio.getExpectedTwilioSignature(TOKEN, url, fields) };
}

/** What the webhook makes of a request to this URL. */
export function read({ url, signature, body }: SignedRequest): ReturnType<Webhook["read"]> {
  const [inbound, status] = twilioWebhooks({ ...SETTINGS, webhookUrl: url });
  const webhook = new URL(url).pathname.includes("status") ? status : inbound;
  if (!webhook) throw new Error("There are two webhooks.");
  const headers = { "x-twilio-signature": signature };
  const originalUrl = url.slice(SETTINGS.publicUrl.length);
  return webhook.read({ originalUrl, headers, body: Buffer.from(body) });
}
