import { expect, test } from "vitest";
import { startJourney } from "../kit/start-journey.ts";

const ANA = "+15555550101";

test("a question on WhatsApp is answered from the database, once", async () => {
  const { twilio, database, server } = await startJourney();
  const delivered = await twilio.contact(ANA).says("How many customers do we have?");
  expect(delivered).toMatchObject({ status: 200, contentType: "text/xml", body: "<Response/>" });

  const [part] = await twilio.waitForMessages(ANA, 1);
  expect(part?.body).toMatch(/\d+/);
  expect(part?.body).not.toContain("**");
  expect(database.asked.map(({ question }) => question)).toEqual([
    "How many customers do we have?",
  ]);
  expect(twilio.typing.map(({ sid }) => sid)).toEqual([delivered.sid]);
  const read = await server().waitForLine(
    ({ msg, status }) => msg === "part status" && status === "read",
  );
  expect(read["providerId"]).toBe(part?.sid);
  expect(twilio.messagesTo(ANA)).toHaveLength(1);
});

test("the second question is asked in the same session", async () => {
  const { twilio, database } = await startJourney();
  await twilio.contact(ANA).says("How many customers do we have?");
  await twilio.waitForMessages(ANA, 1);
  await twilio.contact(ANA).says("Top products");
  await twilio.waitForMessages(ANA, 2);
  expect(database.sessionsOpened).toHaveLength(1);
  expect(database.calls.ask).toBe(2);
});

test("a session survives a restart, and one that AskYourDatabase ended is renewed", async () => {
  const { twilio, database, server, restart } = await startJourney();
  await twilio.contact(ANA).says("How many customers do we have?");
  await twilio.waitForMessages(ANA, 1);
  await server().terminate();
  await restart();
  await twilio.contact(ANA).says("Top products");
  await twilio.waitForMessages(ANA, 2);
  expect(database.sessionsOpened).toHaveLength(1);

  database.endSessions();
  await twilio.contact(ANA).says("Average order value");
  const [, , third] = await twilio.waitForMessages(ANA, 3);
  expect(third?.body).toMatch(/\d/);
  expect(database.sessionsOpened).toHaveLength(2);
});

test("a message delivered five times, and again after a restart, is answered once", async () => {
  const { twilio, database, server, restart } = await startJourney();
  const contact = twilio.contact(ANA);
  const { sid } = await contact.says("How many customers do we have?");
  const repeats = await Promise.all(Array.from({ length: 5 }, () => contact.redeliver(sid)));
  expect(repeats.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  await twilio.waitForMessages(ANA, 1);
  await server().kill();
  await restart();
  expect((await contact.redeliver(sid)).status).toBe(200);
  // Whatever the repeats caused would have been asked before this one.
  await contact.says("Top products");
  await twilio.waitForMessages(ANA, 2);
  expect(database.asked).toHaveLength(2);
  expect(twilio.messagesTo(ANA)).toHaveLength(2);
});

test("twenty quick messages are answered one by one, in order", async () => {
  const { twilio, database } = await startJourney();
  const contact = twilio.contact(ANA);
  const questions = Array.from(
    { length: 20 },
    (_, index) => `Customers in Germany, question ${index}`,
  );
  for (const question of questions) await contact.says(question);
  await twilio.waitForMessages(ANA, 20, 20_000);
  expect(database.asked.map(({ question }) => question)).toEqual(questions);
  for (const [index, asked] of database.asked.entries()) {
    const next = database.asked[index + 1];
    if (next) expect(asked.endedAt).toBeLessThanOrEqual(next.at);
  }
});

test("short messages in quick succession are one question", async () => {
  const { twilio, database } = await startJourney({ MERGE_WINDOW_MS: "700" });
  const contact = twilio.contact(ANA);
  await contact.says("Hi");
  await contact.says("how many customers");
  await contact.says("do we have?");
  await twilio.waitForMessages(ANA, 1);
  expect(database.asked.map(({ question }) => question)).toEqual([
    "Hi\nhow many customers\ndo we have?",
  ]);
});

test("thirty contacts are answered side by side", async () => {
  const { twilio, database } = await startJourney();
  const contacts = Array.from({ length: 30 }, (_, index) => `+155555502${10 + index}`);
  await Promise.all(contacts.map((address) => twilio.contact(address).says("Top products")));
  await Promise.all(contacts.map((address) => twilio.waitForMessages(address, 1, 20_000)));
  expect(database.sessionsOpened).toHaveLength(30);
  for (const address of contacts) expect(twilio.messagesTo(address)).toHaveLength(1);
});

test("a contact whose number is hidden is answered at its user id", async () => {
  const { twilio } = await startJourney();
  const hidden = "US.13491208655302741918";
  await twilio.contact(hidden).says("Top products");
  expect(await twilio.waitForMessages(hidden, 1)).toHaveLength(1);
});

test("a chart comes as a picture", async () => {
  const { twilio, database } = await startJourney();
  await twilio.contact(ANA).says("Sales chart");
  const parts = await twilio.waitForMessages(ANA, 2);
  expect(parts.flatMap(({ mediaUrls }) => mediaUrls)).toEqual([
    expect.stringContaining(`${database.url}/charts/`),
  ]);
});
