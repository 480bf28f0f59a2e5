import { expect, test } from "vitest";
import { ANA } from "../kit/a-message.ts";
import { readRows } from "../kit/read-rows.ts";
import { startJourney, type Journey } from "../kit/start-journey.ts";
import { talk } from "../kit/talk.ts";

const CONTACTS = Array.from({ length: 6 }, (_, index) => `+1555555040${index}`);

test("while the first engine is down the second answers, and the first again when it is back", async () => {
  const journey = await startJourney({ FALLBACK_ENGINE: "openai" }, { channel: "meta" });
  const { provider, database, server } = journey;
  database.faults.always("ask", { kind: "status", status: 503 });
  for (const address of CONTACTS) await provider.contact(address).says("Top products");
  await server().waitForLine(({ msg }) => msg === DOWN);
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
  openai.faults.always("conversations", { kind: "error", status: 500 });
  for (const address of CONTACTS) await provider.contact(address).says("Top products");
  await server().waitForLine(({ msg, engine }) => msg === DOWN && engine === "askyourdatabase");
  await provider.contact(ANA).says("Top products");
  const [told] = await provider.waitForMessages(ANA, 1);
  expect(told?.body).toMatch(/message is safe/);
  database.faults.clear();
  const [, answer] = await provider.waitForMessages(ANA, 2, 25_000);
  expect(answer?.body).toMatch(/product/i);
});

test("what the second has answered the first one knows of, when it is back", async () => {
  const settings = { FALLBACK_ENGINE: "askyourdatabase" };
  const journey = await startJourney(settings, { channel: "meta", engine: "openai" });
  const { openai } = journey;
  const ana = talk(journey, ANA);
  await ana.says("How many customers do we have?");
  openai.faults.next("responses", { kind: "error", status: 429, code: "insufficient_quota" });
  await ana.says("Top products");
  await ana.says("And last year?");
  expect(enginesOf(journey)).toEqual(["openai", "askyourdatabase", "openai"]);
  expect(openai.asked.at(-1)?.body["input"]).toMatchObject([
    { role: "user", content: "Top products" },
    { role: "assistant", content: expect.stringContaining("Top 5 products") },
    { role: "user", content: "And last year?" },
  ]);
  expect(openai.calls.conversations).toBe(1);
});

test("the second one knows what the first has answered, each time it is asked", async () => {
  const journey = await startJourney({ FALLBACK_ENGINE: "openai" }, { channel: "meta" });
  const { openai, database } = journey;
  const ana = talk(journey, ANA);
  await ana.says("How many customers do we have?");
  for (const question of ["Top products", "Average order value"]) {
    database.faults.next("ask", { kind: "status", status: 402 });
    await ana.says(question);
    await ana.says("And last year?");
  }
  expect(enginesOf(journey)).toEqual(["askyourdatabase", ...TURNS, ...TURNS]);
  const said = openai.said(openai.asked.at(-1)?.conversation ?? "");
  expect(said.filter(({ role }) => role === "user").map(({ text }) => text)).toEqual([
    "How many customers do we have?",
    "Top products",
    "And last year?",
    "Average order value",
  ]);
});

const TURNS = ["openai", "askyourdatabase"];

const DOWN = "engine is down, turns wait";

const SLOWLY = { timeout: 20_000, interval: 1_000 };

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
