import { expect, test } from "vitest";
import { ANA } from "../kit/a-message.ts";
import { readRows } from "../kit/read-rows.ts";
import { startJourney, type Journey } from "../kit/start-journey.ts";
import { talk } from "../kit/talk.ts";

const OPTIONS = { channel: "meta", engine: "openai" } as const;

test("a conversation goes on where it was, also over a restart", async () => {
  const journey = await startJourney({}, OPTIONS);
  const { openai, server, restart } = journey;
  const ana = talk(journey, ANA);
  expect((await ana.says("How many customers do we have?")).body).toMatch(/40 customers/);
  expect((await ana.says("Top products")).body).toMatch(/Earlier you asked: How many customers/);
  await server().terminate();
  await restart();
  expect((await ana.says("Average order value")).body).toMatch(/Earlier you asked: Top products/);
  expect(openai.calls.conversations).toBe(1);
});

test("a conversation that OpenAI has lost goes on from what we remember of it", async () => {
  const journey = await startJourney({}, OPTIONS);
  const { openai, server } = journey;
  const ana = talk(journey, ANA);
  await ana.says("How many customers do we have?");
  openai.vanish();
  expect((await ana.says("Top products")).body).toMatch(/Earlier you asked: How many customers/);
  expect(openai.calls.conversations).toBe(2);
  expect(server().lines.filter(({ msg }) => msg === "turn postponed")).toEqual([]);
});

test("a server killed while OpenAI answers asks again, and the question stands there once", async () => {
  const journey = await startJourney({}, OPTIONS);
  const { openai, server, restart } = journey;
  openai.faults.next("responses", { kind: "run", pieces: 1, end: { kind: "stall" } });
  const answered = talk(journey, ANA).says("How many customers do we have?");
  await expect.poll(() => openai.asked.length).toBe(1);
  await server().kill();
  await restart();
  expect((await answered).body).toMatch(/40 customers/);
  const conversation = openai.asked.at(-1)?.conversation ?? "";
  expect(openai.said(conversation).map(({ role }) => role)).toEqual(["user", "assistant"]);
});

test("a compatible server without conversations is sent what was said before", async () => {
  const journey = await startJourney({ OPENAI_HISTORY: "local" }, OPTIONS);
  const { openai } = journey;
  const ana = talk(journey, ANA);
  await ana.says("How many customers do we have?");
  expect((await ana.says("Top products")).body).toMatch(/Earlier you asked: How many customers/);
  expect(openai.calls.conversations).toBe(0);
});

test("the tokens of every answer are kept with it, and counted in the metrics", async () => {
  const journey = await startJourney({}, OPTIONS);
  const { openai, databaseFile } = journey;
  const ana = talk(journey, ANA);
  await ana.says("How many customers do we have?");
  await ana.says("Top products");
  const [first = 0, second = 0] = openai.asked.map(({ inputTokens }) => inputTokens);
  const rows = readRows(databaseFile, "select * from answers order by turn_id");
  expect(rows.map(({ engine }) => engine)).toEqual(["openai", "openai"]);
  expect(rows.map(({ input_tokens }) => input_tokens)).toEqual([first, second]);
  const output = rows.reduce((sum, { output_tokens }) => sum + Number(output_tokens), 0);
  expect(output).toBeGreaterThan(0);
  expect(await countsOf(journey)).toEqual({ input: first + second, cached: 0, output });
});

test("what a question costs less after a long conversation was rotated is in the metrics", async () => {
  const journey = await startJourney({}, OPTIONS);
  const { openai } = journey;
  const ana = talk(journey, ANA);
  openai.faults.next("responses", { kind: "run", text: "word ".repeat(25_000) });
  await ana.says("How many customers do we have?");
  await ana.says("Top products");
  expect(await savedIn(journey)).toBe(0);
  await ana.says("Average order value");
  const [, before = 0, , after = 0] = openai.asked.map(({ inputTokens }) => inputTokens);
  expect(before).toBeGreaterThan(25_000);
  expect(await savedIn(journey)).toBe(before - after);
  // Of everything that was asked for, the summary included.
  const input = openai.asked.reduce((sum, { inputTokens }) => sum + inputTokens, 0);
  expect(await countsOf(journey)).toMatchObject({ input });
});

async function savedIn(journey: Journey): Promise<number> {
  const saved = /^askline_rotation_saved_tokens_total (\d+)$/m.exec(await metricsOf(journey))?.[1];
  return Number(saved);
}

async function metricsOf({ server }: Journey): Promise<string> {
  return (await fetch(`${server().url}/metrics`)).text();
}

async function countsOf(journey: Journey): Promise<Record<string, number>> {
  const text = await metricsOf(journey);
  const counts = text.matchAll(/^askline_tokens_total\{kind="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...counts].map(([, kind = "", count]) => [kind, Number(count)]));
}
