import { createHmac, randomBytes } from "node:crypto";
import { inboundForm } from "../../src/demo/twilio/inbound-form.ts";
import { ACCOUNT_SID, AUTH_TOKEN, NUMBER, WEBHOOK_URL } from "./account.ts";

/** Without a `sid` the message gets a new one. */
export type Said = { contact: number; text: string; sid?: string };

/**
 * A webhook as it goes over the wire, signed, with a MessageSid of its own. Filled into a template,
 * because building tens of thousands of forms would take longer than sending them.
 */
export function signedRequest({ contact, text, sid = newSid() }: Said): Buffer {
  const values = { sid, digits: digitsOf(contact), text };
  const signature = createHmac("sha1", AUTH_TOKEN).update(fill(SIGNED, values)).digest("base64");
  const body = fill(BODY, { ...values, text: encodeURIComponent(text) });
  const head = HEAD.replace("LENGTH", String(body.length)).replace("SIGNATURE", signature);
  return Buffer.from(head + body);
}

export function newSid(): string {
  return `SM${randomBytes(16).toString("hex")}`;
}

/** `count` requests, one contact after the other. */
export function signedRequests(count: number, contacts: number): Buffer[] {
  return Array.from({ length: count }, (_, index) =>
    signedRequest({ contact: index % contacts, text: `How many orders came in? ${index}` }),
  );
}

type Values = { sid: string; digits: string; text: string };

const SID = "SIDSIDSID";
const DIGITS = "15550000000";
const TEXT = "TEXTTEXTTEXT";

const FORM = inboundForm(
  {
    sid: SID,
    accountSid: ACCOUNT_SID,
    to: `whatsapp:${NUMBER}`,
    from: `whatsapp:+${DIGITS}`,
    name: "Ana",
  },
  { kind: "text", text: TEXT },
);

const BODY = new URLSearchParams(FORM).toString();

/** What Twilio signs: the URL and the sorted fields, names and values run together. */
const SIGNED =
  WEBHOOK_URL +
  FORM.toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => name + value)
    .join("");

const HEAD = [
  "POST /whatsapp HTTP/1.1",
  "Host: bot.example.com",
  "User-Agent: TwilioProxy/1.1",
  "Content-Type: application/x-www-form-urlencoded; charset=utf-8",
  "X-Twilio-Signature: SIGNATURE",
  "Content-Length: LENGTH",
  "\r\n",
].join("\r\n");

function fill(template: string, { sid, digits, text }: Values): string {
  return template.replaceAll(SID, sid).replaceAll(DIGITS, digits).replaceAll(TEXT, text);
}

function digitsOf(contact: number): string {
  return `1555${String(contact).padStart(7, "0")}`;
}
