import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { InboundMessage, StatusUpdate } from "../../../src/nouns.ts";
import { SETTINGS } from "./a-meta-channel.ts";
import { aReader, notification, recorded } from "./deliveries.ts";

const FROM_SHEENA = { address: "+16505551234", aliases: [], name: "Sheena Nelson" };
const TEXT_ID = "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=";
const OTHER_ID = "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUFERjg0NDEzNDdFODU3MUMxMAA=";
const QUOTED = "wamid.HBgLMTQxMjU1NTA4MjkVAgASGBQzQUNCNjk5RDUwNUZGMUZEM0VBRAA=";

const MESSAGES: Record<string, Partial<InboundMessage>> = {
  audio_voice: {
    providerId: TEXT_ID,
    sentAt: 1_744_344_496_000,
    content: media("1908647269898587", "audio/ogg"),
  },
  image: {
    providerId: TEXT_ID,
    sentAt: 1_744_344_496_000,
    content: media("1003383421387256", "image/jpeg", "Taj Mahal"),
  },
  interactive_button_reply: {
    providerId: "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTZBQzg0MzQ4QjRCM0NGNkVGOAA=",
    sentAt: 1_750_025_136_000,
    content: { kind: "button", text: "Cancel", payload: "cancel-button" },
    replyTo: "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MEM2RUJFNkI0RENGQTVDRjUA",
  },
  interactive_list_reply: {
    providerId: OTHER_ID,
    sentAt: 1_749_854_575_000,
    content: { kind: "button", text: "Priority Mail Express", payload: "priority_express" },
    replyTo: QUOTED,
  },
  location: {
    providerId: OTHER_ID,
    sentAt: 1_744_344_496_000,
    content: {
      kind: "location",
      latitude: 37.44221496582,
      longitude: -122.16165924072,
      label: "Philz Coffee",
      address: "101 Forest Ave, Palo Alto, CA 94301",
    },
  },
  reaction: {
    providerId: OTHER_ID,
    sentAt: 1_749_419_544_000,
    content: { kind: "event", type: "reaction", detail: "👍" },
  },
  reaction_removed: {
    providerId: OTHER_ID,
    sentAt: 1_749_419_544_000,
    content: { kind: "event", type: "reaction" },
  },
  system_user_changed_number: {
    providerId: "wamid.HBgLMTk4MzU1NTE5NzQVAgASGAoxMTgyMDg2MjY3AA==",
    sentAt: 1_750_269_342_000,
    from: { address: "+12195555358", aliases: [], former: ["+16505551234"] },
    content: { kind: "event", type: "number_changed" },
  },
  template_quick_reply_button: {
    providerId: OTHER_ID,
    sentAt: 1_750_091_045_000,
    content: { kind: "button", text: "Unsubscribe", payload: "Unsubscribe" },
    replyTo: QUOTED,
  },
  text: {
    providerId: TEXT_ID,
    sentAt: 1_749_416_383_000,
    content: { kind: "text", text: "Does it come in another color?" },
  },
  text_ctwa_ad: {
    providerId: "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUQ0N0VFMDA2MTQ0RkJFNkNDNAA=",
    sentAt: 1_750_275_992_000,
    content: { kind: "text", text: "Can I get more info about this?" },
  },
  text_username_no_phone: {
    providerId: TEXT_ID,
    sentAt: 1_749_416_383_000,
    from: { ...FROM_SHEENA, address: "US.13491208655302741918" },
    content: { kind: "text", text: "Does it come in another color?" },
  },
  unsupported: {
    providerId: OTHER_ID,
    sentAt: 1_750_090_702_000,
    content: { kind: "unsupported", type: "edit" },
  },
};

const STATUSES: Record<string, Partial<StatusUpdate>> = {
  status_delivered_cbp_old: {
    providerId: "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MTE5MjVBOTE3MDk5QUVFM0YA",
    status: "delivered",
  },
  status_delivered_to_bsuid_no_phone: { status: "delivered", to: "US.13491208655302741918" },
  status_delivered_to_phone_username_user: { status: "delivered" },
  status_failed: {
    providerId: "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI0QUQ2MjA4NEYyRkExNjMyREUA",
    status: "failed",
    errorCode: "131049",
  },
  status_sent_pre_v24: { status: "sent" },
  status_sent_v24plus: { status: "sent" },
};

describe("a delivery as Meta sends it", () => {
  test("is known here, each of them", () => {
    const files = readdirSync(new URL("../../fixtures/meta", import.meta.url));
    const names = [...Object.keys(MESSAGES), ...Object.keys(STATUSES), "value_errors"];
    expect(files.toSorted()).toEqual(names.map((name) => `${name}.json`).toSorted());
  });

  test.each(Object.entries(MESSAGES))("is exactly what it is: %s", (name, expected) => {
    const message = {
      channel: "meta",
      account: SETTINGS.accountId,
      line: SETTINGS.phoneId,
      from: FROM_SHEENA,
      ...expected,
    };
    expect(aReader().read(recorded(name))).toEqual(aDelivery({ messages: [message] }));
  });

  test.each(Object.entries(STATUSES))("is exactly what it is: %s", (name, expected) => {
    const status = {
      channel: "meta",
      account: SETTINGS.accountId,
      providerId: OTHER_ID,
      to: "+16505551234",
      ...expected,
    };
    expect(aReader().read(recorded(name))).toEqual(aDelivery({ statuses: [status] }));
  });

  test("that only tells of an error is told on, by its code", () => {
    const { read, entries } = aReader();
    expect(read(recorded("value_errors"))).toEqual(aDelivery({}));
    expect(entries).toEqual([
      { level: "warn", code: "130429", message: expect.stringMatching(/error/) },
    ]);
  });
});

test("as much is taken as Meta sends at once, and it is answered with nothing but 200", () => {
  const { webhook } = aReader();
  expect(webhook).toMatchObject({ path: "/webhook", contentType: "application/json" });
  expect(webhook.maxBytes).toBeGreaterThan(3 * 1024 * 1024);
  expect(webhook.accepted).toEqual({ status: 200 });
});

describe("signed, but not a delivery of WhatsApp", () => {
  test.each([
    "",
    "a=1",
    "null",
    "[]",
    "7",
    '"whatsapp_business_account"',
    '{"object":"whatsapp_business_account"',
  ])("is refused: %s", (body) => {
    expect(aReader().read(body)).toMatchObject({ kind: "refusal", status: 400 });
  });

  test.each([
    "{}",
    '{"object":"instagram","entry":[]}',
    '{"object":["whatsapp_business_account"]}',
    '{"__proto__":{"object":"whatsapp_business_account"}}',
  ])("is counted, and not asked for again: %s", (body) => {
    expect(aReader().read(body)).toEqual(aDelivery({ unreadable: ["other_object"] }));
  });

  test.each([notification([]), notification(undefined)])("but empty is none: %s", (body) => {
    expect(aReader().read(body)).toEqual(aDelivery({}));
  });
});

function aDelivery(changes: object) {
  return { kind: "delivery", messages: [], statuses: [], unreadable: [], ...changes };
}

function media(id: string, contentType: string, text = "") {
  const items = [{ url: `http://127.0.0.1:9/v25.0/${id}`, contentType }];
  return { kind: "media" as const, text, items };
}
