import { describe, expect, test } from "vitest";
import type { Content, InboundMessage } from "../../../src/nouns.ts";
import { SETTINGS } from "./a-meta-channel.ts";
import { aReader, aText, envelope } from "./deliveries.ts";

const NUMBER = "+16505551234";
const USER_ID = "US.13491208655302741918";

describe("who wrote", () => {
  test.each<[string, object, object | undefined, object]>([
    ["by number alone", {}, undefined, { address: NUMBER, aliases: [] }],
    [
      "by number, and known by a user id too",
      { from_user_id: USER_ID },
      { wa_id: "16505551234", profile: { name: " Sheena " } },
      { address: NUMBER, aliases: [USER_ID], name: "Sheena" },
    ],
    [
      "by number, with the user id beside the message",
      {},
      { wa_id: "16505551234", user_id: USER_ID },
      { address: NUMBER, aliases: [USER_ID] },
    ],
    [
      "by user id, with the number beside the message",
      { from: undefined, from_user_id: USER_ID },
      { wa_id: "16505551234", user_id: USER_ID },
      { address: NUMBER, aliases: [USER_ID] },
    ],
    [
      "by two numbers of one person",
      { from: "5511987654321", from_user_id: USER_ID },
      { wa_id: "551187654321", user_id: USER_ID },
      { address: "+5511987654321", aliases: ["+551187654321", USER_ID] },
    ],
    [
      "by user id alone, each character of it",
      { from: undefined, from_user_id: "US.ENT.aBc-0_9~" },
      { user_id: "US.another", profile: { name: "Somebody else" } },
      { address: "US.ENT.aBc-0_9~", aliases: [] },
    ],
    [
      "beside somebody else",
      {},
      { wa_id: "16505559999", user_id: USER_ID, profile: { name: "Somebody else" } },
      { address: NUMBER, aliases: [] },
    ],
    [
      "with a name that nobody can read",
      {},
      { wa_id: "16505551234", profile: { name: { first: "Sheena" } } },
      { address: NUMBER, aliases: [] },
    ],
  ])("%s", (_name, changes, contact, from) => {
    const contacts = contact && [{ wa_id: "4915100000000" }, contact];
    expect(readMessage(changes, { contacts }).from).toEqual(from);
  });

  test("of many, each has his own name, in whatever order they stand", () => {
    const people = ["16505550001", "16505550002", "16505550003"];
    const contacts = people.map((wa_id) => ({ wa_id, profile: { name: `Name ${wa_id}` } }));
    const messages = people.map((from) => aText({ from, id: `wamid.${from}` }));
    const delivery = aReader().readDelivery(
      envelope({ contacts: contacts.toReversed(), messages }),
    );
    expect(delivery.messages.map(({ from }) => from.name)).toEqual(
      people.map((from) => `Name ${from}`),
    );
  });
});

describe("somebody with another number or user id is joined with who it was", () => {
  test.each<[string, object, object, object]>([
    [
      "a number",
      { type: "user_changed_number", wa_id: "12195555358" },
      {},
      { address: "+12195555358", aliases: [], former: [NUMBER] },
    ],
    [
      "both",
      {
        type: "user_changed_number",
        wa_id: "12195555358",
        user_id: "US.2",
        previous_user_id: "US.1",
      },
      { from_user_id: "US.1" },
      { address: "+12195555358", aliases: ["US.2", "US.1"], former: [NUMBER] },
    ],
    [
      "a user id, with the number hidden",
      { type: "user_changed_user_id", user_id: "US.2", previous_user_id: "US.1" },
      { from: undefined, from_user_id: "US.1" },
      { address: "US.2", aliases: ["US.1"], former: [] },
    ],
    [
      // It is another one because the number is, and the one that is told is the one before.
      "a user id, with the number before",
      { type: "user_changed_user_id", user_id: "US.2", previous_user_id: "US.1" },
      { from_user_id: "US.1" },
      { address: "US.2", aliases: ["US.1"], former: [NUMBER] },
    ],
    [
      "a user id, with the number that it keeps",
      { type: "user_changed_user_id", user_id: "US.2", wa_id: NUMBER.slice(1) },
      { from_user_id: "US.1" },
      { address: NUMBER, aliases: ["US.2", "US.1"], former: [] },
    ],
    [
      "only an old one, when the new one is not told",
      { type: "user_changed_user_id", previous_user_id: "US.1" },
      {},
      { address: NUMBER, aliases: [] },
    ],
  ])("%s", (_name, system, changes, from) => {
    const message = readMessage({ type: "system", system, text: undefined, ...changes });
    expect(message.from).toEqual(from);
    expect(message.content).toEqual({ kind: "event", type: "number_changed" });
  });

  test("but no other message can join two people", () => {
    const system = { type: "user_changed_number", wa_id: "12195555358" };
    expect(readMessage({ system }).from).toEqual({ address: NUMBER, aliases: [] });
  });
});

describe("what was sent", () => {
  const CARDS = [
    {
      name: { first_name: "Ben", formatted_name: "Ben Ito" },
      phones: [{ phone: "+15555550199", type: "CELL" }, { type: "HOME" }, null],
      emails: [{ email: "ben@example.com" }],
    },
    "nobody",
    { name: 7, phones: "none" },
  ];
  const READ_CARDS = [
    { name: "Ben Ito", phones: ["+15555550199"], emails: ["ben@example.com"] },
    { phones: [], emails: [] },
  ];
  const FILE = { id: "1908647269898587", mime_type: "Audio/OGG; codecs=opus" };
  const url = `${SETTINGS.apiUrl}/v25.0/${FILE.id}`;
  const media = (text = "", contentType = "audio/ogg"): Content => ({
    kind: "media",
    text,
    items: [{ url, contentType }],
  });

  test.each<[string, unknown, Content]>([
    ["video", { ...FILE, caption: "Look!" }, media("Look!")],
    ["voice", FILE, media()],
    ["sticker", { ...FILE, mime_type: "image/webp" }, media("", "image/webp")],
    ["document", { ...FILE, filename: "a.pdf", caption: null }, media()],
    ["audio", { id: FILE.id }, media("", "application/octet-stream")],
    ["contacts", CARDS, { kind: "contacts", items: [], cards: READ_CARDS }],
    ["contacts", { name: "Ana" }, { kind: "contacts", items: [], cards: [] }],
    [
      "location",
      { latitude: -1.5, longitude: 0 },
      { kind: "location", latitude: -1.5, longitude: 0 },
    ],
    ["button", { text: "Yes" }, { kind: "button", text: "Yes", payload: "Yes" }],
    ["edit", {}, { kind: "event", type: "edit" }],
    [
      "edit",
      { original_message_id: "wamid.1", message: { type: "text", text: { body: "How many?" } } },
      { kind: "event", type: "edit", detail: "How many?" },
    ],
    ["revoke", undefined, { kind: "event", type: "revoke" }],
    ["request_welcome", undefined, { kind: "event", type: "request_welcome" }],
    ["system", { type: "customer_identity_changed" }, { kind: "event", type: "system" }],
    ["reaction", { message_id: "wamid.1", emoji: "" }, { kind: "event", type: "reaction" }],
    ["reaction", undefined, { kind: "event", type: "reaction" }],
    ["order", { catalog_id: "1" }, { kind: "unsupported", type: "order" }],
    [
      "interactive",
      { type: "nfm_reply", nfm_reply: {} },
      { kind: "unsupported", type: "nfm_reply" },
    ],
    ["unsupported", { type: "poll_creation" }, { kind: "unsupported", type: "poll_creation" }],
    ["unsupported", { type: "pin" }, { kind: "event", type: "pin" }],
    ["unsupported", { type: "poll_update" }, { kind: "event", type: "poll_update" }],
    ["unsupported", undefined, { kind: "unsupported", type: "unsupported" }],
    ["text", { body: " \n" }, { kind: "unsupported", type: "empty" }],
    ["something_new", {}, { kind: "unsupported", type: "something_new" }],
    ["hasOwnProperty", {}, { kind: "unsupported", type: "unreadable" }],
    ["constructor", {}, { kind: "unsupported", type: "constructor" }],
    ["Ana, +16505551234", {}, { kind: "unsupported", type: "unreadable" }],
  ])("is what it is: %s %j", (type, held, content) => {
    expect(readMessage({ type, text: undefined, [type]: held }).content).toEqual(content);
  });

  test.each<[string, unknown]>([
    ["text", undefined],
    ["text", "hello"],
    ["text", { body: 7 }],
    ["image", { id: "../../me/accounts" }],
    ["image", { id: 1908647269898587 }],
    ["location", { latitude: "37.4", longitude: 1 }],
    ["interactive", null],
    ["button", { payload: "x" }],
  ])("is kept, with its sender, although nobody can read it: %s %j", (type, held) => {
    const { content, providerId, from } = readMessage({ type, [type]: held });
    expect(content).toEqual({ kind: "unsupported", type: "unreadable" });
    expect([providerId, from.address]).toEqual([aText()["id"], NUMBER]);
  });

  test("is not looked for in what every object has", () => {
    const body = envelope({ messages: [aText({ type: "__proto__" })] });
    const { messages } = aReader().readDelivery(body);
    expect(messages[0]?.content).toEqual({ kind: "unsupported", type: "__proto__" });
  });

  test("in a group is not for us, and gets no answer", () => {
    const { content } = readMessage({ group_id: "Y2FwaV9ncm91cDo" });
    expect(content).toEqual({ kind: "event", type: "group" });
  });

  test("is as long as WhatsApp lets it be, and no longer", () => {
    const { content } = readMessage({ text: { body: "x".repeat(70_000) } });
    expect(content).toEqual({ kind: "text", text: "x".repeat(65_536) });
  });

  test("can be stored, whatever characters it has", () => {
    const { content } = readMessage({ text: { body: "a\u0000b \ud83d c" } });
    expect(content).toEqual({ kind: "text", text: "ab \ufffd c" });
  });
});

describe("when it was sent", () => {
  const noon = Date.UTC(2026, 10, 21, 12);
  const at = (seconds: number) => String(noon / 1000 + seconds);

  test.each<[string, unknown, number | undefined]>([
    ["just now", at(-2), undefined],
    ["a minute ago", at(-60), undefined],
    ["more than a minute ago", at(-61), noon - 61_000],
    ["seven days ago", at(-7 * 86_400), noon - 7 * 86_400_000],
    ["in the future", at(3_600), undefined],
    ["at no time", undefined, undefined],
    ["at a time nobody can read", "yesterday", undefined],
    ["in milliseconds", String(noon), undefined],
    ["before there was WhatsApp", "0", undefined],
  ])("%s", (_name, timestamp, sentAt) => {
    expect(readMessage({ timestamp }).sentAt).toBe(sentAt);
  });
});

test("a forwarded message quotes nothing", () => {
  expect(readMessage({ context: { forwarded: true } })).not.toHaveProperty("replyTo");
});

test("a number of ours that nobody configured is told as it is", () => {
  const metadata = { phone_number_id: "42" };
  expect(readMessage({}, { metadata }).line).toBe("42");
});

function readMessage(changes: object, beside: object = {}): InboundMessage {
  const body = envelope({ messages: [aText({ ...changes })], ...beside });
  const { messages, unreadable } = aReader().readDelivery(body);
  if (!messages[0]) throw new Error(`It was not read: ${unreadable.join()}.`);
  return messages[0];
}
