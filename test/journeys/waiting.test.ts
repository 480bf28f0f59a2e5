import Sqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { ANA } from "../kit/a-message.ts";
import { startJourney, type Journey } from "../kit/start-journey.ts";

describe.each(["twilio", "meta"] as const)("on %s", (channel) => {
  test("a slow answer is announced once, and comes after that", async () => {
    const { provider, database } = await startJourney(
      { HOLDING_MESSAGE_AFTER_MS: "300" },
      { channel },
    );
    database.faults.next("ask", { kind: "delay", delayMs: 1_500 });
    await provider.contact(ANA).says("How many customers do we have?");
    const [announced, answer] = await provider.waitForMessages(ANA, 2);
    expect(announced?.body).toMatch(/still working/);
    expect(answer?.body).toMatch(/customers/);
  });

  test("an answer that comes late says so", async () => {
    const journey = await startJourney({ MERGE_WINDOW_MS: "60000" }, { channel });
    await journey.provider.contact(ANA).says("How many customers do we have?");
    await journey.server().kill();
    age(journey, 31);
    await journey.restart();
    const [part] = await journey.provider.waitForMessages(ANA, 1);
    expect(part?.body).toMatch(/^_Sorry, this answer comes late._\n\n/);
  });

  test("outside the 24-hour window an answer is kept, and comes with the contact's next message", async () => {
    const journey = await startJourney({ MERGE_WINDOW_MS: "60000" }, { channel });
    const { provider, server, restart } = journey;
    await provider.contact(ANA).says("How many customers do we have?");
    await server().kill();
    age(journey, 24 * 60 + 1);
    await restart({ MERGE_WINDOW_MS: "0" });
    await server().waitForLine(({ msg }) => msg === "turn ended");
    expect(provider.messagesTo(ANA)).toHaveLength(0);
    await provider.contact(ANA).says("Top products");
    const [kept, fresh] = await provider.waitForMessages(ANA, 2);
    expect(kept?.body).toMatch(/^_Sorry, this answer comes late._\n\n.*customers/s);
    expect(fresh?.body).toMatch(/product/i);
  });
});

test("during an outage turns wait without losing their tries, and contacts are told once", async () => {
  const { provider, database, server } = await startJourney();
  database.faults.always("ask", { kind: "status", status: 503 });
  const contacts = Array.from({ length: 6 }, (_, index) => `+1555555020${index}`);
  for (const address of contacts) await provider.contact(address).says("Top products");
  await server().waitForLine(({ msg }) => msg === "engine is down, turns wait");
  await provider.contact(ANA).says("Top products");
  const [told] = await provider.waitForMessages(ANA, 1);
  expect(told?.body).toMatch(/message is safe/);

  database.faults.clear();
  const [, answer] = await provider.waitForMessages(ANA, 2, 25_000);
  expect(answer?.body).toMatch(/product/i);
  await Promise.all(
    contacts.map((address) =>
      expect.poll(() => answersTo(provider, address), { timeout: 25_000 }).toBe(1),
    ),
  );
});

function answersTo(provider: Journey["provider"], address: string): number {
  return provider.messagesTo(address).filter(({ body }) => /Moka|product/i.test(body)).length;
}

/** The message came so many minutes earlier: nobody waits that long in a test. */
function age({ databaseFile }: Journey, minutes: number) {
  const db = new Sqlite(databaseFile);
  db.prepare("update messages set created_at = created_at - ?").run(minutes * 60_000);
  db.close();
}
