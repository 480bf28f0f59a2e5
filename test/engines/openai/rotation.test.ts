import { describe, expect, test } from "vitest";
import type { Model } from "../../../src/demo/openai/world.ts";
import { createTestClock } from "../../kit/test-clock.ts";
import { startEngine, type Started } from "./start-engine.ts";

const HOUR_MS = 3_600_000;
const OLD_MS = 48 * HOUR_MS + 1;

describe("a conversation older than 48 hours", () => {
  test("goes on in a new one that begins with a summary, for fewer tokens", async () => {
    const { standIn, clock, ask, counted } = await startTalk(12);
    const before = standIn.asked.at(-1)?.inputTokens ?? 0;
    await clock.advance(OLD_MS);
    const { text, tokens } = await ask("And the stock?");
    const after = tokens?.input ?? 0;

    expect(text).toContain("I remember: The contact asked: What are our top products?");
    expect(counted.rotated).toEqual([{ before, after }]);
    // 12 questions with their answers, against the summary of the questions.
    expect({ before, after }).toEqual({ before: 939, after: 79 });
    expect(standIn.calls).toMatchObject({ conversations: 2, responses: 14 });
  });

  test("the summary is made outside of every conversation, and is counted as well", async () => {
    const { standIn, clock, ask, counted } = await startTalk(2);
    await clock.advance(OLD_MS);
    await ask("And the stock?");
    const [summing, asked] = standIn.asked.slice(-2);
    expect(summing?.body).toMatchObject({ store: false, max_output_tokens: 2_000 });
    expect(summing?.conversation).toBeUndefined();
    const [first, ...rest] = standIn.said(asked?.conversation ?? "");
    expect(first).toMatchObject({ role: "assistant", text: expect.stringContaining("Summary") });
    expect(rest.map(({ role }) => role)).toEqual(["user", "assistant"]);
    expect(counted.tokens).toHaveLength(4);
  });

  test("is summed up whole, also where it is longer than what a new one is filled with", async () => {
    const { standIn, clock, answeredElsewhere, ask } = await startTalk(1);
    for (let n = 0; n < 70; n += 1) answeredElsewhere("And then?", "word ".repeat(200));
    await clock.advance(OLD_MS);
    await ask("And the stock?");
    const input = String(standIn.asked.at(-2)?.body["input"]);
    expect(input.match(/^user: /gm)).toHaveLength(71);
    expect(input).toContain("top products");
  });

  test("is used on until then, and the new one until it is old itself", async () => {
    const { standIn, clock, ask } = await startTalk(1);
    await clock.advance(OLD_MS - 2);
    await ask();
    expect(standIn.calls.conversations).toBe(1);
    await clock.advance(2);
    await ask();
    await ask();
    expect(standIn.calls.conversations).toBe(2);
    await clock.advance(OLD_MS);
    await ask("And the stock?");
    expect(standIn.calls.conversations).toBe(3);
    // What the first summary held is in the second one too.
    const [first] = standIn.said(standIn.asked.at(-1)?.conversation ?? "");
    expect(first?.text).toContain("top products");
  });

  test("is used on when it cannot be summed up, and that is tried again an hour later", async () => {
    const { standIn, clock, ask, counted } = await startTalk(2);
    await clock.advance(OLD_MS);
    for (const fault of [
      { kind: "html", status: 503 } as const,
      { kind: "run", pieces: 1, end: { kind: "ends" } } as const,
      { kind: "error", status: 429 } as const,
    ]) {
      standIn.faults.next("responses", fault);
      const calls = standIn.calls.responses;
      expect((await ask()).text).toContain("40 customers");
      await ask();
      expect(standIn.calls.responses - calls).toBe(3);
      await clock.advance(HOUR_MS);
    }
    expect(standIn.calls.conversations).toBe(1);
    await ask();
    expect(counted.rotated).toHaveLength(1);
  });

  test("is used on when no new one can be opened", async () => {
    const { standIn, clock, ask } = await startTalk(2);
    await clock.advance(OLD_MS);
    standIn.faults.next("conversations", { kind: "reset" });
    expect((await ask()).text).toContain("40 customers");
    expect(
      new Set(standIn.asked.map(({ conversation }) => conversation).filter(Boolean)).size,
    ).toBe(1);
  });
});

describe("a conversation that has become long", () => {
  const LONG = "word ".repeat(5_000);
  const answer: Model = ({ instructions }) =>
    instructions.startsWith("Summarise") ? "They asked for words." : LONG;

  test("goes on in a new one that begins with a summary", async () => {
    const { standIn, ask, counted } = await startEngine({}, { answer });
    for (let n = 0; n < 6; n += 1) await ask("More words?");
    expect(counted.rotated).toEqual([]);
    await ask("More words?");
    expect(standIn.calls.conversations).toBe(2);
    expect(counted.rotated).toEqual([{ before: 25_019, after: 19 }]);
  });

  test("for its instructions alone is not rotated at every question", async () => {
    const { standIn, ask } = await startEngine({ instructions: "word ".repeat(30_000) });
    for (let n = 0; n < 3; n += 1) await ask();
    expect(standIn.calls.conversations).toBe(1);
  });
});

test("the log tells of a rotation, and not of what was said", async () => {
  const { clock, ask, logged } = await startTalk(1);
  await clock.advance(OLD_MS);
  await ask("canary");
  expect(logged()).toContain('"reason":"rotated"');
  expect(logged()).not.toMatch(/canary|top products|conv_|5555550101/);
});

/** So many questions, each answered in the same conversation. */
async function startTalk(
  questions: number,
): Promise<Started & { clock: ReturnType<typeof createTestClock> }> {
  const clock = createTestClock();
  const started = await startEngine({}, { clock });
  for (let n = 0; n < questions; n += 1) await started.ask("What are our top products?");
  return { ...started, clock };
}
