import { describe, expect, test } from "vitest";
import type { InboundMessage } from "../../../src/nouns.ts";
import { ACCOUNT, ANA, LINE } from "../../kit/a-message.ts";
import { read, requestOf, signed, type SignedRequest } from "./signed-requests.ts";

const SID = "SM00000000000000000000000000000001";
const FORM = {
  AccountSid: ACCOUNT,
  Body: "How many?",
  From: `whatsapp:${ANA}`,
  MessageSid: SID,
  MessageType: "text",
  NumMedia: "0",
  SmsMessageSid: SID,
  SmsSid: SID,
  To: `whatsapp:${LINE}`,
};

test("the form that the others are made from is taken", () => {
  expect(read(signed(FORM)).kind).toBe("delivery");
});

describe("a signed form is refused", () => {
  const { MessageSid, AccountSid, Body, From, To, ...others } = FORM;
  test.each<[string, Record<string, string> | string]>([
    ["with an id that was cut anew", { ...FORM, MessageSi: `d${MessageSid}`, MessageSid: "" }],
    ["without an id", { AccountSid, Body, From, To, ...others }],
    ["with an id of another kind", { ...FORM, MessageSid: SID.replace("SM", "CA") }],
    ["with an id that is too long", { ...FORM, MessageSid: `${SID}0` }],
    ["with ids that differ", { ...FORM, SmsSid: SID.replace("1", "2") }],
    ["with other ids that differ", { ...FORM, SmsMessageSid: "" }],
    ["of another account", { ...FORM, AccountSid: ACCOUNT.replace("1", "2") }],
    ["of no account", { MessageSid, Body, From, To, ...others }],
    ["without its text", { AccountSid, MessageSid, From, To, ...others }],
    ["without a sender", { AccountSid, MessageSid, Body, To, ...others }],
    ["from a telephone", { ...FORM, From: ANA }],
    ["from nobody", { ...FORM, From: "whatsapp:" }],
    ["from somebody with a blank", { ...FORM, From: `whatsapp:${ANA} x` }],
    ["from somebody with letters behind the number", { ...FORM, From: `whatsapp:${ANA}FromCity` }],
    ["from somebody whose name is a mile long", { ...FORM, From: `whatsapp:${"x".repeat(141)}` }],
    ["for no number of ours", { AccountSid, MessageSid, Body, From, ...others }],
    ["for a number with letters behind it", { ...FORM, To: `whatsapp:${LINE}WaId15555550101` }],
    ["with pictures nobody can count", { ...FORM, NumMedia: "many" }],
    ["with more pictures than there are", { ...FORM, NumMedia: "100" }],
    ["with a name twice", `${encode(FORM)}&Body=Another`],
    ["with the same twice", `${encode(FORM)}&${encode({ Body })}`],
    ["with a name that is none of Twilio's", { ...FORM, "Body[0]": "x" }],
    ["with an empty name", `${encode(FORM)}&=x`],
    ["with __proto__", { ...FORM, ["__proto__"]: "x" }],
    ["with __proto__ in place of its fields", `__proto__[Body]=x&${encode(FORM)}`],
    ["with nothing in it", ""],
  ])("%s", (_name, form) => {
    expect(read(signed(form))).toMatchObject({ kind: "refusal", status: 400 });
  });

  test("with more fields than anybody sends", () => {
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`X${index}`, ""]));
    expect(read(signed({ ...FORM, ...many })).kind).toBe("refusal");
  });
});

test("fields that every object has are fields like others", () => {
  const form = { ...FORM, constructor: "x", toString: "y", hasOwnProperty: "z", valueOf: "" };
  expect(read(signed(form))).toMatchObject({ messages: [{ providerId: SID }] });
  expect(Object.prototype.toString.call({})).toBe("[object Object]");
});

/**
 * The signature covers names and values in one string without anything between them, so whoever
 * has one signed request can cut it anew. That must not make it another message, or anybody else's.
 */
describe("a signed request that is cut anew keeps its id, its sender and its line", () => {
  test.each(["text", "text_bsuid_2026", "voice", "image", "location", "button"])("%s", (name) => {
    const original = requestOf(name);
    const [message] = messagesIn(original);
    const recut = allCuts(original.body).map((body) => ({ ...original, body }));
    const accepted = recut.flatMap(messagesIn);
    expect(recut.length).toBeGreaterThan(100);
    for (const { providerId, from, line } of accepted)
      expect([providerId, from.address, line]).toEqual([
        message?.providerId,
        message?.from.address,
        message?.line,
      ]);
  });
});

/** Every form that differs in the place of one border, or has one field less, and is signed the same. */
function allCuts(body: string): string[] {
  const fields = [...new URLSearchParams(body)].sort(([left], [right]) => (left < right ? -1 : 1));
  return fields.flatMap((_field, index) => [...moved(fields, index), ...merged(fields, index)]);
}

type Fields = [name: string, value: string][];

/** The border between a name and its value, elsewhere. */
function moved(fields: Fields, index: number): string[] {
  const [name, value] = fields[index] ?? ["", ""];
  const text = name + value;
  return Array.from({ length: Math.min(text.length, 80) }, (_, at) =>
    encode(fields.with(index, [text.slice(0, at + 1), text.slice(at + 1)])),
  );
}

/** A field as a part of the value before it. */
function merged(fields: Fields, index: number): string[] {
  const [before, field] = [fields[index - 1], fields[index]];
  if (!before || !field) return [];
  const longer: Fields[number] = [before[0], before[1] + field[0] + field[1]];
  return [encode(fields.toSpliced(index - 1, 2, longer))];
}

function messagesIn(request: SignedRequest): InboundMessage[] {
  const delivery = read(request);
  return delivery.kind === "delivery" ? delivery.messages : [];
}

function encode(fields: Record<string, string> | Fields): string {
  return new URLSearchParams(fields).toString();
}
