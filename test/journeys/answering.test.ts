import { describe, expect, test } from "vitest";
import { ANA } from "../kit/a-message.ts";
import { startJourney } from "../kit/start-journey.ts";

/** What is said to a webhook would be sent to the contact by Twilio. */
const ACCEPTED = { twilio: { contentType: "text/xml", body: "<Response/>" }, meta: { body: "" } };

describe.each(["twilio", "meta"] as const)("on %s", (channel) => {
  test("a question on WhatsApp is answered from the database, once", async () => {
    const { provider, database, server } = await startJourney({}, { channel });
    const delivered = await provider.contact(ANA).says("How many customers do we have?");
    expect(delivered).toMatchObject({ status: 200, ...ACCEPTED[channel] });

    const [part] = await provider.waitForMessages(ANA, 1);
    expect(part?.body).toMatch(/\d+/);
    expect(part?.body).not.toContain("**");
    expect(database.asked.map(({ question }) => question)).toEqual([
      "How many customers do we have?",
    ]);
    expect(provider.typingFor()).toEqual([delivered.id]);
    const read = await server().waitForLine(
      ({ msg, status }) => msg === "part status" && status === "read",
    );
    expect(part?.id.slice(-20)).toBe(String(read["providerId"]).slice(-20));
    expect(provider.messagesTo(ANA)).toHaveLength(1);
  });

  test("the second question is asked in the same session", async () => {
    const { provider, database } = await startJourney({}, { channel });
    await provider.contact(ANA).says("How many customers do we have?");
    await provider.waitForMessages(ANA, 1);
    await provider.contact(ANA).says("Top products");
    await provider.waitForMessages(ANA, 2);
    expect(database.sessionsOpened).toHaveLength(1);
    expect(database.calls.ask).toBe(2);
  });

  test("a session survives a restart, and one that AskYourDatabase ended is renewed", async () => {
    const { provider, database, server, restart } = await startJourney({}, { channel });
    await provider.contact(ANA).says("How many customers do we have?");
    await provider.waitForMessages(ANA, 1);
    await server().terminate();
    await restart();
    await provider.contact(ANA).says("Top products");
    await provider.waitForMessages(ANA, 2);
    expect(database.sessionsOpened).toHaveLength(1);

    database.endSessions();
    await provider.contact(ANA).says("Average order value");
    const [, , third] = await provider.waitForMessages(ANA, 3);
    expect(third?.body).toMatch(/\d/);
    expect(database.sessionsOpened).toHaveLength(2);
  });

  test("a message delivered five times, and again after a restart, is answered once", async () => {
    const { provider, database, server, restart } = await startJourney({}, { channel });
    const contact = provider.contact(ANA);
    const { id } = await contact.says("How many customers do we have?");
    const repeats = await Promise.all(Array.from({ length: 5 }, () => contact.redeliver(id)));
    expect(repeats.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await provider.waitForMessages(ANA, 1);
    await server().kill();
    await restart();
    expect((await contact.redeliver(id)).status).toBe(200);
    // Whatever the repeats caused would have been asked before this one.
    await contact.says("Top products");
    await provider.waitForMessages(ANA, 2);
    expect(database.asked).toHaveLength(2);
    expect(provider.messagesTo(ANA)).toHaveLength(2);
  });

  test("twenty quick messages are answered one by one, in order", async () => {
    const { provider, database } = await startJourney({}, { channel });
    const contact = provider.contact(ANA);
    const questions = Array.from(
      { length: 20 },
      (_, index) => `Customers in Germany, question ${index}`,
    );
    for (const question of questions) await contact.says(question);
    await provider.waitForMessages(ANA, 20, 20_000);
    expect(database.asked.map(({ question }) => question)).toEqual(questions);
    for (const [index, asked] of database.asked.entries()) {
      const next = database.asked[index + 1];
      if (next) expect(asked.endedAt).toBeLessThanOrEqual(next.at);
    }
  });

  test("short messages in quick succession are one question", async () => {
    const { provider, database } = await startJourney({ MERGE_WINDOW_MS: "700" }, { channel });
    const contact = provider.contact(ANA);
    await contact.says("Hi");
    await contact.says("how many customers");
    await contact.says("do we have?");
    await provider.waitForMessages(ANA, 1);
    expect(database.asked.map(({ question }) => question)).toEqual([
      "Hi\nhow many customers\ndo we have?",
    ]);
  });

  test("thirty contacts are answered side by side", async () => {
    const { provider, database } = await startJourney({}, { channel });
    const contacts = Array.from({ length: 30 }, (_, index) => `+155555502${10 + index}`);
    await Promise.all(contacts.map((address) => provider.contact(address).says("Top products")));
    await Promise.all(contacts.map((address) => provider.waitForMessages(address, 1, 20_000)));
    expect(database.sessionsOpened).toHaveLength(30);
    for (const address of contacts) expect(provider.messagesTo(address)).toHaveLength(1);
  });

  test("a contact whose number is hidden is answered at its user id", async () => {
    const { provider } = await startJourney({}, { channel });
    const hidden = "US.13491208655302741918";
    await provider.contact(hidden).says("Top products");
    expect(await provider.waitForMessages(hidden, 1)).toHaveLength(1);
  });

  test("a chart comes as a picture", async () => {
    const { provider, database } = await startJourney({}, { channel });
    await provider.contact(ANA).says("Sales chart");
    const parts = await provider.waitForMessages(ANA, 2);
    expect(parts.flatMap(({ mediaUrls }) => mediaUrls)).toEqual([
      expect.stringContaining(`${database.url}/charts/`),
    ]);
  });
});

test("on Meta an answer shows its question when another came in between, and only then", async () => {
  const { meta, database } = await startJourney({}, { channel: "meta" });
  database.faults.next("ask", { kind: "delay", delayMs: 500 });
  const { id } = await meta.contact(ANA).says("How many customers do we have?");
  await meta.contact(ANA).says("Top products");
  const parts = await meta.waitForMessages(ANA, 2);
  expect(parts.map(({ replyTo }) => replyTo)).toEqual([id, undefined]);
});

test("a contact who changes the number on WhatsApp goes on in the same session", async () => {
  const { meta, database } = await startJourney({}, { channel: "meta" });
  const ana = meta.contact(ANA);
  await ana.says("How many customers do we have?");
  await meta.waitForMessages(ANA, 1);
  await ana.changesNumber("+15555550177");
  await ana.says("Top products");
  await meta.waitForMessages("+15555550177", 2);
  expect(database.asked).toHaveLength(2);
  expect(database.sessionsOpened).toHaveLength(1);
});
