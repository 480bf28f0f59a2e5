import { expect, test } from "vitest";
import { ANA, BEN } from "../kit/a-message.ts";
import { startJourney } from "../kit/start-journey.ts";

const QUESTION = "How many customers do we have?";

test("with both channels, each contact is answered on the line it wrote to", async () => {
  const { twilio, meta, database } = await startJourney({}, { channel: "both" });
  await Promise.all([twilio.contact(ANA).says(QUESTION), meta.contact(BEN).says(QUESTION)]);
  await Promise.all([twilio.waitForMessages(ANA, 1), meta.waitForMessages(BEN, 1)]);
  expect(twilio.messagesTo(BEN)).toHaveLength(0);
  expect(meta.messagesTo(ANA)).toHaveLength(0);
  expect(database.sessionsOpened).toHaveLength(2);
});

test("who writes to both lines has two conversations, and STOP on one is heard by the other", async () => {
  const { twilio, meta, server, database } = await startJourney({}, { channel: "both" });
  await twilio.contact(ANA).says(QUESTION);
  await meta.contact(ANA).says(QUESTION);
  await Promise.all([twilio.waitForMessages(ANA, 1), meta.waitForMessages(ANA, 1)]);
  await meta.contact(ANA).says("STOP");
  await meta.waitForMessages(ANA, 2);
  await twilio.contact(ANA).says(QUESTION);
  await server().waitForLine(({ reason }) => reason === "opted_out");
  expect(twilio.messagesTo(ANA)).toHaveLength(1);
  expect(database.asked).toHaveLength(2);
});

test("while Meta takes nothing the contacts of Twilio are answered, and those of Meta when it does again", async () => {
  const { twilio, meta } = await startJourney({}, { channel: "both" });
  const busy = { kind: "error", code: 130429, headers: { "Retry-After": "1" } } as const;
  meta.faults.next("create", busy, 2);
  await meta.contact(BEN).says(QUESTION);
  await twilio.contact(ANA).says(QUESTION);
  await twilio.waitForMessages(ANA, 1);
  expect(meta.messagesTo(BEN)).toHaveLength(0);
  await meta.waitForMessages(BEN, 1);
});

test("Meta is shown that the webhook is ours, and only who knows the token", async () => {
  const { meta, server } = await startJourney({}, { channel: "meta" });
  const answer = await meta.verify();
  expect(answer).toMatchObject({ status: 200, body: answer.challenge });
  expect(answer.contentType).toMatch(/^text\/plain/);
  expect((await meta.verify({ verifyToken: "guessed" })).status).toBe(403);
  expect((await fetch(`${server().url}/webhook`)).status).toBe(403);
});

test("who does not sign as Meta is refused, and a channel that is not set does not exist", async () => {
  const { meta, server, database } = await startJourney({}, { channel: "meta" });
  const update = meta.contact(ANA).writes({ kind: "text", text: QUESTION });
  const body = JSON.stringify({ object: "whatsapp_business_account", entry: [update] });
  const send = (path: string, headers: Record<string, string>) =>
    fetch(server().url + path, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
    }).then(({ status }) => status);
  expect(await send("/webhook", {})).toBe(403);
  expect(await send("/webhook", { "x-hub-signature-256": `sha256=${"0".repeat(64)}` })).toBe(403);
  expect(await send("/whatsapp", {})).toBe(404);
  expect(database.asked).toHaveLength(0);
});
