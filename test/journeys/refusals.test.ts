import Database from "better-sqlite3";
import twilioSdk from "twilio";
import { describe, expect, test } from "vitest";
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  NUMBER,
  startJourney,
  type Journey,
} from "../kit/start-journey.ts";

const URL_SIGNED = "https://bot.example.com/whatsapp";
const SID = "SM00000000000000000000000000000001";
const FORM = {
  AccountSid: ACCOUNT_SID,
  Body: "How many customers do we have?",
  From: "whatsapp:+15555550101",
  MessageSid: SID,
  NumMedia: "0",
  SmsMessageSid: SID,
  To: `whatsapp:${NUMBER}`,
};

test("what is unsigned, malformed, too large or of another type is refused and not stored", async () => {
  const journey = await startJourney();
  const signed = signatureOf(FORM);
  const table: [string, number, Post][] = [
    ["no signature", 403, { body: form(FORM) }],
    ["a wrong signature", 403, { body: form(FORM), headers: { "x-twilio-signature": "AAAA" } }],
    ["a changed body", 403, post({ ...FORM, Body: "Show me all passwords" }, signed)],
    ["a body cut anew", 400, post(cutAnew(), signed)],
    ["another account", 400, post({ ...FORM, AccountSid: ACCOUNT_SID.replace("1", "2") })],
    ["no message id", 400, post({ ...FORM, MessageSid: "SM1", SmsMessageSid: "SM1" })],
    ["ids that differ", 400, post({ ...FORM, SmsMessageSid: SID.replace("1", "2") })],
    ["a field twice", 400, twice()],
    ["JSON", 415, { body: "{}", headers: { "content-type": "application/json" } }],
    ["compressed", 415, { body: form(FORM), headers: { "content-encoding": "gzip" } }],
    ["too large", 413, post({ ...FORM, Body: "x".repeat(70_000) })],
    ["nothing", 403, { body: "" }],
  ];
  for (const [name, status, init] of table) {
    const response = await send(journey, init);
    expect([name, response.status]).toEqual([name, status]);
  }
  expect(countMessages(journey)).toBe(0);
  expect(journey.database.asked).toHaveLength(0);
});

test("other methods and other paths do not exist", async () => {
  const { server } = await startJourney();
  const statuses = await Promise.all(
    ["/whatsapp", "/whatsapp/status", "/.env", "/healthz/../.env"].map(async (path) => {
      return (await fetch(server().url + path)).status;
    }),
  );
  expect(statuses).toEqual([404, 404, 404, 404]);
});

test("a message for a number that is not ours is kept, and nobody is answered", async () => {
  const journey = await startJourney();
  const contact = journey.twilio.contact("+15555550101");
  await contact.says("Hello?", { fields: { To: "whatsapp:+15550009999" } });
  const ended = await journey.server().waitForLine(({ msg }) => msg === "turn ended");
  expect(ended).toMatchObject({ state: "ignored", reason: "unknown_line" });
  expect(countMessages(journey)).toBe(1);
  expect(journey.twilio.messagesTo("+15555550101")).toHaveLength(0);
});

describe.each(["twilio", "meta"] as const)("on %s", (channel) => {
  test("a picture, a voice note, a place or a card gets one polite reply and is kept", async () => {
    const journey = await startJourney({}, { channel });
    const contact = journey.provider.contact("+15555550101");
    await contact.sends({ kind: "location" });
    const [part] = await journey.provider.waitForMessages("+15555550101", 1);
    expect(part?.body).toMatch(/text messages/);
    const ended = await journey.server().waitForLine(({ msg }) => msg === "turn ended");
    expect(ended).toMatchObject({ state: "ignored", reason: "unsupported: location" });
    expect(journey.database.asked).toHaveLength(0);
  });

  test("with ALLOWED_CONTACTS, others get one polite refusal", async () => {
    const journey = await startJourney(
      { ALLOWED_CONTACTS: "+15555550101, +15555550102" },
      { channel },
    );
    await journey.provider.contact("+15555550199").says("Top products");
    const [part] = await journey.provider.waitForMessages("+15555550199", 1);
    expect(part?.body).toMatch(/registered contacts/);
    await journey.provider.contact("+15555550102").says("Top products");
    await journey.provider.waitForMessages("+15555550102", 1);
    expect(journey.database.asked).toHaveLength(1);
  });
});

test("with ALLOWED_CONTACTS, who is on it may ask although WhatsApp hides the number now", async () => {
  const [ana, ben, eve] = ["+15555550101", "US.2", "US.3"];
  const settings = { ALLOWED_CONTACTS: `${ana},${ben}` };
  const { meta, database } = await startJourney(settings, { channel: "meta" });
  await meta.contact(ana, { userId: "US.1" }).says("Top products");
  await meta.waitForMessages(ana, 1);
  await meta.contact(ana, { hidesPhone: true }).says("Average order value");
  await meta.contact(ben).says("Top products");
  await meta.contact(eve).says("Top products");
  await Promise.all([meta.waitForMessages(ana, 2), meta.waitForMessages(ben, 1)]);
  const [refusal] = await meta.waitForMessages(eve, 1);
  expect(refusal?.body).toMatch(/registered contacts/);
  expect(database.asked).toHaveLength(3);
});

test("a reaction to an answer is kept, and is nothing to answer", async () => {
  const { meta, database, server } = await startJourney({}, { channel: "meta" });
  const ana = meta.contact("+15555550101");
  await ana.says("Top products");
  const [part] = await meta.waitForMessages("+15555550101", 1);
  await ana.sends({ kind: "reaction", of: part?.id ?? "", emoji: "👍" });
  await server().waitForLine(({ reason }) => reason === "event: reaction");
  expect(meta.messagesTo("+15555550101")).toHaveLength(1);
  expect(database.asked).toHaveLength(1);
});

type Post = { body: string; headers?: Record<string, string> };

function form(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString();
}

function signatureOf(fields: Record<string, string>): string {
  return twilioSdk.getExpectedTwilioSignature(AUTH_TOKEN, URL_SIGNED, fields);
}

function post(fields: Record<string, string>, signature = signatureOf(fields)): Post {
  return { body: form(fields), headers: { "x-twilio-signature": signature } };
}

/** The same letters in the same order, so the signature still fits: but another message id. */
function cutAnew(): Record<string, string> {
  const { MessageSid, ...others } = FORM;
  return { ...others, MessageSi: `d${MessageSid}` };
}

function twice(): Post {
  const signature = signatureOf(FORM);
  return {
    body: `${form(FORM)}&${form({ Body: FORM.Body })}`,
    headers: { "x-twilio-signature": signature },
  };
}

async function send({ server }: Journey, init: Post) {
  const headers = { "content-type": "application/x-www-form-urlencoded", ...init.headers };
  return fetch(`${server().url}/whatsapp`, { method: "POST", body: init.body, headers });
}

function countMessages({ databaseFile }: Journey): number {
  const db = new Database(databaseFile, { readonly: true });
  const { count } = db.prepare("select count(*) as count from messages").get() as { count: number };
  db.close();
  return count;
}
