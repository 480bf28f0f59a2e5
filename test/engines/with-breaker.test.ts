import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Engine } from "../../src/engines/engine.ts";
import { withBreaker } from "../../src/engines/with-breaker.ts";
import { Never, RetryAfter, RetryLater, Unavailable } from "../../src/errors.ts";
import { meterEngine } from "../../src/metrics/meter-engine.ts";
import { createMetrics } from "../../src/metrics/metrics.ts";
import { aQuestion } from "../contracts/engine/a-question.ts";
import { collectLog } from "../kit/collect-log.ts";

// The breaker looks at the clock of the machine.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

test.each([
  ["is busy", new RetryLater("busy")],
  ["names a time", new RetryAfter("busy", 30)],
  ["takes too long", new Never("too_slow")],
])(
  "an engine that %s five times in a row is left in peace for ten seconds",
  async (_name, failure) => {
    const { ask, asked, answers, entries } = aGuardedEngine();
    answers.push(...Array.from({ length: 5 }, () => failure));
    for (let count = 0; count < 5; count += 1) await expect(ask()).rejects.toBe(failure);
    await expect(ask()).rejects.toMatchObject({ code: "down" });
    expect(asked()).toBe(5);
    vi.advanceTimersByTime(10_000);
    await ask();
    expect(asked()).toBe(6);
    expect(entries.map(({ message }) => message)).toEqual([
      "engine is down, turns wait",
      "engine is back",
    ]);
  },
);

test("who tries whether the engine is back pays nothing for it, unless it may have run", async () => {
  const { ask, answers } = aGuardedEngine();
  answers.push(...Array.from({ length: 6 }, () => new RetryLater("busy")));
  for (let count = 0; count < 5; count += 1) await ask().catch(() => {});
  vi.advanceTimersByTime(10_000);
  const probe = await ask().catch((error: unknown) => error);
  expect(probe).toBeInstanceOf(Unavailable);
  expect(probe).toMatchObject({ code: "busy" });
  vi.advanceTimersByTime(10_000);
  const tooSlow = new Never("too_slow");
  answers.push(tooSlow);
  await expect(ask()).rejects.toBe(tooSlow);
});

test("an engine is not down because one question is too much for it", async () => {
  const { ask, asked, answers } = aGuardedEngine();
  const failure = new RetryLater("http_500");
  answers.push(...Array.from({ length: 20 }, () => failure));
  for (let count = 0; count < 20; count += 1) await expect(ask(7)).rejects.toBe(failure);
  expect(asked()).toBe(20);
});

test("an engine is not down because it will not answer some questions", async () => {
  const { ask, asked, answers } = aGuardedEngine();
  answers.push(...Array.from({ length: 20 }, () => new Never("refused")));
  for (let count = 0; count < 20; count += 1) await ask().catch(() => {});
  expect(asked()).toBe(20);
});

test("an engine that leads still does, whatever it is wrapped in", () => {
  const resume = () => Promise.reject(new Error("Nobody asks."));
  const answer = () => Promise.reject(new Error("Nobody asks."));
  const { log } = collectLog();
  const metered = meterEngine({ name: "questionnaire", answer, resume }, createMetrics());
  expect(withBreaker(metered, { log, onChange() {} }).resume).toBe(resume);
});

function aGuardedEngine() {
  const answers: Error[] = [];
  const { log, entries } = collectLog();
  let asked = 0;
  const engine: Engine = {
    name: "askyourdatabase",
    async answer() {
      asked += 1;
      const failure = answers.shift();
      if (failure) throw failure;
      return { text: "42", pictures: [], sources: [], cutOff: false };
    },
  };
  const guarded = withBreaker(engine, { log, onChange: () => {} });
  /** Everybody asks in a conversation of their own. */
  const ask = (conversationId = asked + 1) => guarded.answer(aQuestion({ conversationId }));
  return { answers, entries, asked: () => asked, ask };
}
