import { describe, expect, test } from "vitest";
import { ANA, BEN } from "../kit/a-message.ts";
import { startJourney } from "../kit/start-journey.ts";

describe.each(["twilio", "meta"] as const)("on %s", (channel) => {
  test("STOP does not wait for the answers of others", async () => {
    const { provider, database } = await startJourney({ MAX_CONCURRENT_ANSWERS: "1" }, { channel });
    database.faults.next("ask", { kind: "silence" });
    await provider.contact(ANA).says("How many customers do we have?");
    await expect.poll(() => database.calls.ask).toBe(1);
    await provider.contact(BEN).says("Stop");
    const [stopped] = await provider.waitForMessages(BEN, 1);
    expect(stopped?.body).toMatch(/START/);
  });

  test("one who waits for a place gets it when another has its answer", async () => {
    const { provider, database } = await startJourney({ MAX_CONCURRENT_ANSWERS: "1" }, { channel });
    database.faults.next("ask", { kind: "delay", delayMs: 500 });
    const contacts = Array.from({ length: 5 }, (_, index) => `+1555555030${index}`);
    for (const address of contacts) await provider.contact(address).says("Top products");
    await Promise.all(contacts.map((address) => provider.waitForMessages(address, 1)));
    for (const [index, asked] of database.asked.entries())
      expect(database.asked[index + 1]?.at ?? Infinity).toBeGreaterThanOrEqual(asked.endedAt ?? 0);
  });
});
