import { expect, test } from "vitest";
import { createChain } from "../../src/engines/chain.ts";
import type { Engine } from "../../src/engines/engine.ts";
import { Never, RetryLater, TellOperator, Unavailable } from "../../src/errors.ts";
import type { EngineName } from "../../src/nouns.ts";
import { aQuestion } from "../contracts/engine/a-question.ts";
import { collectLog } from "../kit/collect-log.ts";

const { log } = collectLog();
const QUESTION = aQuestion();
const DOWN = new Unavailable("down", 10);

test("the first engine answers as long as it can", async () => {
  const ask = createChain(anEngine("askyourdatabase"), { fallback: anEngine("openai"), log });
  expect(await ask(QUESTION)).toMatchObject({ engine: "askyourdatabase" });
});

test("while it is down, the fallback answers", async () => {
  const first = anEngine("askyourdatabase", DOWN);
  const ask = createChain(first, { fallback: anEngine("openai"), log });
  expect(await ask(QUESTION)).toMatchObject({ engine: "openai", answer: { text: "by openai" } });
});

test.each([
  ["fails once", new RetryLater("busy")],
  ["refuses a question", new Never("refused")],
])("a first engine that only %s is not replaced", async (_name, failure) => {
  const first = anEngine("askyourdatabase", failure);
  const ask = createChain(first, { fallback: anEngine("openai"), log });
  await expect(ask(QUESTION)).rejects.toBe(failure);
});

test("one that was silent for all its time is replaced at once", async () => {
  const first = anEngine("askyourdatabase", new Never("too_slow"));
  const ask = createChain(first, { fallback: anEngine("openai"), log });
  expect(await ask(QUESTION)).toMatchObject({ engine: "openai" });
});

test("nor is one that is in the middle of a questionnaire", async () => {
  const { answer } = anEngine("questionnaire");
  const first = { ...anEngine("questionnaire", DOWN), resume: () => answer(QUESTION) };
  const ask = createChain(first, { fallback: anEngine("openai"), log });
  await expect(ask(QUESTION)).rejects.toBe(DOWN);
});

test("one that fails at a question again and again is replaced, also where nobody else asks", async () => {
  const failure = new RetryLater("busy");
  const ask = createChain(anEngine("askyourdatabase", failure), {
    fallback: anEngine("openai"),
    log,
  });
  for (const attempt of [1, 2]) await expect(ask({ ...QUESTION, attempt })).rejects.toBe(failure);
  expect(await ask({ ...QUESTION, attempt: 3 })).toMatchObject({ engine: "openai" });
});

test("an engine without credit is replaced, and the operator is told", async () => {
  const broke = new TellOperator("no_credit", "Add credit.");
  const { log: told, entries } = collectLog();
  const fallback = anEngine("openai");
  const ask = createChain(anEngine("askyourdatabase", broke), { fallback, log: told });
  expect(await ask(QUESTION)).toMatchObject({ engine: "openai" });
  expect(entries[0]).toMatchObject({ level: "error", message: "Add credit." });
});

test("when both are down, the question waits for the first", async () => {
  const fallback = anEngine("openai", new Never("refused"));
  const ask = createChain(anEngine("askyourdatabase", DOWN), { fallback, log });
  await expect(ask(QUESTION)).rejects.toBe(DOWN);
  const alone = createChain(anEngine("askyourdatabase", DOWN), { log });
  await expect(alone(QUESTION)).rejects.toBe(DOWN);
});

function anEngine(name: EngineName, failure?: Error): Engine {
  return {
    name,
    async answer() {
      if (failure) throw failure;
      return { text: `by ${name}`, pictures: [], sources: [], cutOff: false };
    },
  };
}
