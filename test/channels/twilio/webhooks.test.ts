import { describe, expect, test } from "vitest";
import type { InboundMessage, StatusUpdate } from "../../../src/nouns.ts";
import { ACCOUNT, ANA, HIDDEN, LINE } from "../../kit/a-message.ts";
import { read, requestOf, requests } from "./signed-requests.ts";

const media = (kind: string, number: number) => ({
  url: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Messages/${sid(number, "MM")}/Media/${sid(number, "ME")}`,
  contentType: kind,
});
const ANA_PEREZ = { address: ANA, aliases: [], name: "Ana Pérez" };

const MESSAGES: Record<string, Partial<InboundMessage>> = {
  text: {
    providerId: sid(1),
    content: { kind: "text", text: 'Hello  bot 👋 50% + more & "quotes"\nline 2 ' },
  },
  text_bsuid_2026: {
    providerId: sid(2),
    from: { address: HIDDEN, aliases: [], name: "ana" },
    content: { kind: "text", text: "hi" },
  },
  voice: {
    providerId: sid(3, "MM"),
    content: { kind: "media", text: "", items: [media("audio/ogg", 3)] },
  },
  image: {
    providerId: sid(4, "MM"),
    content: { kind: "media", text: "what is this?", items: [media("image/jpeg", 4)] },
  },
  location: {
    providerId: sid(5),
    content: {
      kind: "location",
      latitude: 37.7879277,
      longitude: -122.3937508,
      label: "Twilio Inc",
      address: "375 Beale St, San Francisco, CA 94105",
    },
  },
  button: {
    providerId: sid(6),
    from: { address: ANA, aliases: [HIDDEN], name: "ana" },
    content: { kind: "button", text: "Confirm", payload: "order:42:confirm" },
    replyTo: sid(99, "MM"),
  },
};

const STATUSES: Record<string, Partial<StatusUpdate>> = {
  status_sent: { providerId: sid(7), status: "sent", to: "+15555550101" },
  status_read: { providerId: sid(7), status: "read", to: "+15555550101" },
  status_undelivered_63016: {
    providerId: sid(8),
    status: "failed",
    errorCode: "63016",
    to: "+15555550101",
  },
};

describe("a request as Twilio sends it", () => {
  test("is known here, each of them", () => {
    expect(Object.keys(requests)).toEqual([...Object.keys(MESSAGES), ...Object.keys(STATUSES)]);
  });

  test.each(Object.entries(MESSAGES))("is exactly what it is: %s", (name, expected) => {
    const message = {
      channel: "twilio",
      account: ACCOUNT,
      line: LINE,
      from: ANA_PEREZ,
      ...expected,
    };
    expect(read(requestOf(name))).toEqual({
      kind: "delivery",
      messages: [message],
      statuses: [],
    });
  });

  test.each(Object.entries(STATUSES))("is exactly what it is: %s", (name, expected) => {
    const status = { channel: "twilio", account: ACCOUNT, ...expected };
    expect(read(requestOf(name))).toEqual({ kind: "delivery", messages: [], statuses: [status] });
  });

  test.each(Object.keys(requests))("is refused when anything of it is changed: %s", (name) => {
    const request = requestOf(name);
    const changed = [
      { ...request, body: request.body.replace("SM0", "SM1").replace("MM0", "MM1") },
      { ...request, body: `${request.body}&Extra=1` },
      { ...request, body: request.body.replace("&ApiVersion=2010-04-01", "") },
      { ...request, url: `${request.url}?x=1` },
      { ...request, url: request.url.replace("https", "http") },
      { ...request, signature: request.signature.toLowerCase() },
    ];
    for (const one of changed) expect(read(one)).toMatchObject({ kind: "refusal", status: 403 });
  });
});

function sid(number: number, prefix = "SM"): string {
  return prefix + String(number).padStart(32, "0");
}
