import { describe, expect, test } from "vitest";
import type { InboundMessage } from "../../../src/nouns.ts";
import { ACCOUNT, ANA, HIDDEN, LINE } from "../../kit/a-message.ts";
import { read, signed } from "./signed-requests.ts";

describe("an inbound message", () => {
  test.each<[string, Record<string, string>, Partial<InboundMessage>]>([
    ["with a field that is new", { Surprise: "1" }, {}],
    ["of somebody without a name", { ProfileName: "" }, { from: { address: ANA, aliases: [] } }],
    [
      "with the other name of the user id",
      { ExternalUserIdentifier: `whatsapp:${HIDDEN}` },
      { from: { address: ANA, aliases: [HIDDEN] } },
    ],
    ["with a user id that makes no sense", { ExternalUserId: "nonsense" }, {}],
    ["whose To is a user id as well", { To: `whatsapp:${HIDDEN}` }, { line: LINE }],
    ["for another number of ours", { To: "whatsapp:+14155230000" }, { line: "+14155230000" }],
    ["without words", { Body: " " }, { content: { kind: "unsupported", type: "text" } }],
    [
      "of a kind nobody knows",
      { Body: "", MessageType: "reaction" },
      { content: { kind: "unsupported", type: "reaction" } },
    ],
    [
      "with a card",
      card("text/vcard"),
      {
        content: {
          kind: "contacts",
          items: [{ url: "https://a.example/1", contentType: "text/vcard" }],
        },
      },
    ],
    [
      "with a voice note whose codec is named",
      card("Audio/OGG; codecs=opus"),
      {
        content: {
          kind: "media",
          text: "",
          items: [{ url: "https://a.example/1", contentType: "audio/ogg" }],
        },
      },
    ],
    [
      "with a place at nought",
      { Body: "", Latitude: "0", Longitude: "0" },
      { content: { kind: "location", latitude: 0, longitude: 0 } },
    ],
    [
      "with half a place",
      { Body: "", Latitude: "1", MessageType: "location" },
      { content: { kind: "unsupported", type: "location" } },
    ],
    [
      "with its name a mile long",
      { ProfileName: "x".repeat(999) },
      { from: { address: ANA, aliases: [], name: "x".repeat(200) } },
    ],
  ])("%s is read", (_name, fields, expected) => {
    const delivery = read(signed({ ...FORM, ...fields }));
    const message = { from: { address: ANA, aliases: [] }, line: LINE, ...expected };
    expect(delivery).toMatchObject({ kind: "delivery", messages: [message] });
  });
});

const FORM = {
  AccountSid: ACCOUNT,
  Body: "How many?",
  From: `whatsapp:${ANA}`,
  MessageSid: `SM${"0".repeat(32)}`,
  MessageType: "text",
  NumMedia: "0",
  To: `whatsapp:${LINE}`,
};

function card(contentType: string) {
  return {
    Body: "",
    NumMedia: "1",
    MediaUrl0: "https://a.example/1",
    MediaContentType0: contentType,
  };
}
