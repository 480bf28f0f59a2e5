import { expect, test } from "vitest";
import { readRows } from "../kit/read-rows.ts";
import { startJourney, type Journey } from "../kit/start-journey.ts";

const ANA = "+15555550101";
const CONTACTS = Array.from({ length: 6 }, (_, index) => `+1555555040${index}`);

test("while the first engine is down the second answers, and the first again when it is back", async () => {
  const journey = await startJourney({ FALLBACK_ENGINE: "openai" }, { channel: "meta" });
  const { provider, database, server } = journey;
  database.faults.always("ask", { kind: "status", status: 503 });
  for (const address of CONTACTS) await provider.contact(address).says("Top products");
  await server().waitForLine(({ msg }) => msg === "engine is down, turns wait");
  await provider.contact(ANA).says("Top products");
  await provider.waitForMessages(ANA, 1);
  // Also those who asked before anybody knew, and nobody hears of the trouble.
  await Promise.all(CONTACTS.map((address) => provider.waitForMessages(address, 1)));
  expect(enginesOf(journey)).toEqual(Array(7).fill("openai"));

  database.faults.clear();
  const back = server().waitForLine(({ msg }) => msg === "engine is back", 20_000);
  await expect.poll(() => askUntil(journey, "askyourdatabase"), SLOWLY).toBe(true);
  await back;
  for (const address of CONTACTS) expect(provider.messagesTo(address)).toHaveLength(1);
});

test("while both are down the question waits for the first, and the contact is told once", async () => {
  const journey = await startJourney({ FALLBACK_ENGINE: "openai" }, { channel: "meta" });
  const { provider, database, openai, server } = journey;
  database.faults.always("ask", { kind: "status", status: 503 });
  openai.faults.next("conversations", { kind: "error", status: 500 }, 100);
  for (const address of CONTACTS) await provider.contact(address).says("Top products");
  await server().waitForLine(({ engine, msg }) => isDown(msg) && engine === "askyourdatabase");
  await provider.contact(ANA).says("Top products");
  const [told] = await provider.waitForMessages(ANA, 1);
  expect(told?.body).toMatch(/message is safe/);
  database.faults.clear();
  const [, answer] = await provider.waitForMessages(ANA, 2, 25_000);
  expect(answer?.body).toMatch(/product/i);
});

const SLOWLY = { timeout: 20_000, interval: 1_000 };

function isDown(msg: string): boolean {
  return msg === "engine is down, turns wait";
}

/** Asks once more, and says whether this engine has answered. */
async function askUntil(journey: Journey, wanted: string): Promise<boolean> {
  const before = enginesOf(journey).length;
  await journey.provider.contact(ANA).says("Top products");
  await expect.poll(() => enginesOf(journey).length).toBe(before + 1);
  return enginesOf(journey).at(-1) === wanted;
}

function enginesOf({ databaseFile }: Journey) {
  return readRows(databaseFile, "select engine from answers order by created_at, turn_id").map(
    ({ engine }) => engine,
  );
}
