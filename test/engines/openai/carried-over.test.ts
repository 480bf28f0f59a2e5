import { describe, expect, test } from "vitest";
import { aQuestion } from "../../contracts/engine/a-question.ts";
import { failureOf } from "../../contracts/engine/failure-of.ts";
import { createTestClock } from "../../kit/test-clock.ts";
import { startEngine } from "./start-engine.ts";

const OLD_MS = 48 * 3_600_000 + 1;

describe("what the conversation holds that a question is asked in", () => {
  test("healed: all that was said", async () => {
    const { ask, vanish, holds } = await startTalk();
    await ask("One");
    await ask("Two");
    vanish();
    await ask("Three");
    expect(holds()).toEqual(["One", "Two", "Three"]);
  });

  test("rotated: a summary of all that was said", async () => {
    const { ask, growOld, holds, summedUp } = await startTalk();
    await ask("One");
    await ask("Two");
    await growOld();
    await ask("Three");
    expect(summedUp()).toEqual([["One", "Two"]]);
    expect(holds()).toEqual(["summary 1", "Three"]);
  });

  test("rotated, and healed again and again: the summary, and all that came after it", async () => {
    const { ask, growOld, vanish, holds } = await startTalk();
    await ask("One");
    await growOld();
    await ask("Two");
    vanish();
    await ask("Three");
    await ask("Four");
    vanish();
    await ask("Five");
    vanish();
    await ask("Six");
    expect(holds()).toEqual(["summary 1", "Two", "Three", "Four", "Five", "Six"]);
  });

  test("healed, and rotated: a summary of all that was said", async () => {
    const { ask, growOld, vanish, holds, summedUp } = await startTalk();
    await ask("One");
    vanish();
    await ask("Two");
    await growOld();
    await ask("Three");
    expect(summedUp()).toEqual([["One", "Two"]]);
    expect(holds()).toEqual(["summary 1", "Three"]);
  });

  test("rotated, healed, and rotated again: a summary of the first one and all after it", async () => {
    const { ask, growOld, vanish, holds, summedUp } = await startTalk();
    await ask("One");
    await growOld();
    await ask("Two");
    vanish();
    await ask("Three");
    await growOld();
    await ask("Four");
    vanish();
    await ask("Five");
    expect(summedUp()).toEqual([["One"], ["summary 1", "Two", "Three"]]);
    expect(holds()).toEqual(["summary 2", "Four", "Five"]);
  });

  test("rotated, and left after an answer that broke off: what the contact has seen of it", async () => {
    const { ask, growOld, standIn, holds } = await startTalk();
    await ask("One");
    await growOld();
    standIn.faults.next("responses", { kind: "run", text: "summary 1" });
    standIn.faults.next("responses", { kind: "run", pieces: 1, end: { kind: "ends" } });
    expect(await ask("Two")).toMatchObject({ cutOff: true });
    await ask("Three");
    await ask("Four");
    expect(holds()).toEqual(["summary 1", "Two", "Three", "Four"]);
  });

  test("after an answer that nobody stored, and a turn that was given up: nothing of it", async () => {
    const { ask, engine, holds } = await startTalk();
    await ask("One");
    await engine.answer(aQuestion({ text: "Two" }));
    await ask("Three");
    expect(holds()).toEqual(["One", "Three"]);
  });

  test("reset: nothing of what was before, also when it is healed or rotated", async () => {
    const { ask, growOld, reset, vanish, holds, summedUp } = await startTalk();
    await ask("One");
    await growOld();
    await ask("Two");
    await reset();
    await ask("Three");
    expect(holds()).toEqual(["Three"]);
    vanish();
    await ask("Four");
    expect(holds()).toEqual(["Three", "Four"]);
    await growOld();
    await ask("Five");
    expect(summedUp()).toEqual([["One"], ["Three", "Four"]]);
    expect(holds()).toEqual(["summary 2", "Five"]);
  });
});

describe("what another engine has answered meanwhile", () => {
  test("comes along with the next question, once", async () => {
    const { ask, answeredElsewhere, holds, standIn } = await startTalk();
    await ask("One");
    answeredElsewhere("Two", "By the fallback");
    answeredElsewhere("Three", "By the fallback");
    await ask("Four");
    expect(standIn.asked.at(-1)?.body["input"]).toEqual([
      { role: "user", content: "Two" },
      { role: "assistant", content: "By the fallback" },
      { role: "user", content: "Three" },
      { role: "assistant", content: "By the fallback" },
      { role: "user", content: "Four" },
    ]);
    await ask("Five");
    expect(holds()).toEqual(["One", "Two", "Three", "Four", "Five"]);
    expect(standIn.calls).toMatchObject({ conversations: 1, responses: 3 });
  });

  test("comes along also when the question was refused here before", async () => {
    const { ask, answeredElsewhere, holds, standIn } = await startTalk();
    await ask("One");
    for (const code of ["insufficient_quota", "rate_limit_exceeded"]) {
      standIn.faults.next("responses", { kind: "error", status: 429, code });
      await failureOf(ask("Two"));
    }
    answeredElsewhere("Two", "By the fallback");
    standIn.faults.next("responses", { kind: "error", status: 429 });
    await failureOf(ask("Three"));
    await ask("Three");
    expect(holds()).toEqual(["One", "Two", "Three"]);
    expect(standIn.calls.conversations).toBe(1);
  });

  test("stands in the conversation once, where this engine had begun to answer it", async () => {
    const { ask, answeredElsewhere, holds, standIn } = await startTalk();
    await ask("One");
    standIn.faults.next("responses", { kind: "run", pieces: 0, end: { kind: "reset" } });
    await failureOf(ask("Two"));
    answeredElsewhere("Two", "By the fallback");
    await ask("Three");
    expect(holds()).toEqual(["One", "Two", "Three"]);
  });

  test("is in the summary, and only there, when the conversation is rotated", async () => {
    const { ask, answeredElsewhere, growOld, holds, summedUp } = await startTalk();
    await ask("One");
    answeredElsewhere("Two", "By the fallback");
    await growOld();
    await ask("Three");
    expect(summedUp()).toEqual([["One", "Two"]]);
    expect(holds()).toEqual(["summary 1", "Three"]);
  });

  test("comes along where the rotation fails", async () => {
    const { ask, answeredElsewhere, growOld, holds, standIn } = await startTalk();
    await ask("One");
    answeredElsewhere("Two", "By the fallback");
    await growOld();
    standIn.faults.next("responses", { kind: "html", status: 503 });
    await ask("Three");
    expect(holds()).toEqual(["One", "Two", "Three"]);
  });

  test("stands there once for a contact whose two conversations were joined", async () => {
    const { ask, engine, holds } = await startTalk();
    await ask({ text: "Newer", turnId: 2_000 });
    const waiting = aQuestion({ text: "Older, and waiting until now", turnId: 1_000 });
    await engine.answer(waiting);
    // The process died before that was stored.
    await ask(waiting);
    await ask({ text: "Newest", turnId: 3_000 });
    expect(holds()).toEqual(["Newer", "Older, and waiting until now", "Newest"]);
  });
});

/** A conversation whose every summary is the next number. */
async function startTalk() {
  const clock = createTestClock();
  let summaries = 0;
  const started = await startEngine(
    {},
    {
      clock,
      answer: ({ instructions }) =>
        instructions.startsWith("Summarise") ? `summary ${(summaries += 1)}` : "Yes.",
    },
  );
  const { standIn, sessions, transcript } = started;
  return {
    ...started,
    vanish: () => standIn.vanish(),
    growOld: () => clock.advance(OLD_MS),
    async reset() {
      await sessions.drop(7);
      transcript.length = 0;
    },
    /** The questions, and what stands for those that are not there, of where was asked last. */
    holds() {
      const said = standIn.said(standIn.asked.at(-1)?.conversation ?? "");
      const asked = said.filter(
        ({ role, text }) => role !== "assistant" || text.startsWith("Summary"),
      );
      return asked.map(({ text }) => text.split("\n").at(-1));
    },
    /** The same of every summary that was asked for. */
    summedUp() {
      const inputs = standIn.asked.map(({ body }) => body["input"]);
      return inputs
        .filter((input) => typeof input === "string")
        .map((input) => [...input.matchAll(/^(?:earlier|user): (.*)$/gm)].map(([, line]) => line));
    },
  };
}
