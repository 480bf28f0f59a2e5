import { describe, expect, test } from "vitest";
import type { Engine, Question } from "../../src/engines/engine.ts";
import type { Failure } from "../../src/errors.ts";
import type { Answer } from "../../src/nouns.ts";
import { aQuestion } from "./engine/a-question.ts";
import { failureOf } from "./engine/failure-of.ts";

/** What can go wrong with one question, in the words of the port. */
export type EngineFault =
  | "5xx"
  | "busy"
  | "busy_for_7_seconds"
  | "reset_before"
  | "silence"
  | "never_ends"
  | "refused"
  | "credentials_wrong"
  | "page_in_place_of_an_answer"
  | "breaks_off_after_text"
  | "stalls_after_text";

/** An engine and whoever it asks, as the contract needs them. */
export type EngineInTest = {
  engine: Engine;
  /** Another instance with the same sessions, as the next process has it. */
  nextEngine(): Engine;
  /** The next question goes wrong like this. */
  spoil(fault: EngineFault): void;
  /** Questions that arrived at the other side, and which of them are over there. */
  arrived(): { text: string; isOver: boolean }[];
  /** Sessions that were opened at the other side. */
  opened(): number;
  logged(): string;
  /** What must never be logged or said in a failure. */
  secrets: string[];
};

export type StartEngine = (options?: {
  unreachable?: boolean;
  idleMs?: number;
  totalMs?: number;
}) => Promise<EngineInTest>;

/**
 * What holds for every engine. `faults` are those that it can meet: an engine that asks nobody
 * meets none.
 */
export function engineContract(
  name: string,
  start: StartEngine,
  { faults }: { faults: EngineFault[] },
) {
  const meets = (fault: EngineFault) => faults.includes(fault);

  describe(`the engine ${name}`, () => {
    test("answers", async () => {
      const { engine } = await start();
      const answer = await engine.answer(aQuestion());
      expect(answer).toMatchObject({ cutOff: false });
      expect(isSomething(answer)).toBe(true);
    });

    test("answers contacts side by side, and long questions", async () => {
      const { engine } = await start();
      const questions = [1, 2, 3].map((conversationId) =>
        aQuestion({ conversationId, text: `How many customers? ${"é".repeat(10_000)}` }),
      );
      const answers = await Promise.all(questions.map(engine.answer));
      expect(answers.every(isSomething)).toBe(true);
    });

    test("goes on in the same session in the next process", async () => {
      const { engine, nextEngine, opened } = await start();
      await engine.answer(aQuestion());
      const before = opened();
      expect(isSomething(await nextEngine().answer(aQuestion()))).toBe(true);
      expect(opened()).toBe(before);
    });

    test("does not ask what nobody waits for any more", async () => {
      const { engine, arrived } = await start();
      const answer = engine.answer(aQuestion({ signal: AbortSignal.abort() }));
      expect(await failureOf(answer)).toMatchObject({ name: "Interrupted" });
      expect(arrived()).toHaveLength(0);
    });

    if (meets("silence"))
      test("stops asking when nobody waits any more", async () => {
        const { engine, spoil, arrived } = await start({ idleMs: 60_000, totalMs: 60_000 });
        spoil("silence");
        const given = new AbortController();
        const answer = failureOf(engine.answer(aQuestion({ signal: given.signal })));
        await expect.poll(() => arrived().length).toBe(1);
        given.abort(new Error("any reason"));
        expect(await answer).toMatchObject({ name: "Interrupted", code: "aborted" });
        await expect.poll(() => arrived()[0]?.isOver).toBe(true);
      });

    const FAILURES: [EngineFault, object][] = [
      ["5xx", { name: "RetryLater" }],
      ["busy", { name: "RetryLater" }],
      ["busy_for_7_seconds", { name: "RetryAfter", retryAfterSeconds: 7 }],
      ["reset_before", { name: "RetryLater" }],
      ["refused", { name: "Never" }],
      ["credentials_wrong", { name: "TellOperator", message: expect.stringMatching(SETTING) }],
    ];
    test.each(FAILURES.filter(([fault]) => meets(fault)))(
      "%s is classed by what to do next, and the next question is answered",
      async (fault, expected) => {
        const { engine, spoil, arrived } = await start();
        spoil(fault);
        expect(await failureOf(engine.answer(aQuestion()))).toMatchObject(expected);
        expect(arrived()).toHaveLength(1);
        expect(isSomething(await engine.answer(aQuestion()))).toBe(true);
      },
    );

    test.each((["silence", "never_ends"] as const).filter(meets))(
      "an answer that takes too long (%s) is given up",
      async (fault) => {
        const { engine, spoil } = await start({ idleMs: 300, totalMs: 600 });
        spoil(fault);
        const outcome = await engine.answer(aQuestion()).catch((error: unknown) => error);
        // Text that had come by then is an answer.
        expect(outcome).toSatisfy(
          (given) => (given as Answer).cutOff || (given as Failure).code === "too_slow",
        );
      },
    );

    test.each((["breaks_off_after_text", "stalls_after_text"] as const).filter(meets))(
      "an answer that %s is shown as far as it came",
      async (fault) => {
        const { engine, spoil } = await start({ idleMs: 300 });
        spoil(fault);
        const answer = await engine.answer(aQuestion());
        expect(answer.text).not.toBe("");
        expect(answer.cutOff).toBe(true);
      },
    );

    test.runIf(meets("reset_before"))("asks again later when nobody is there", async () => {
      const { engine } = await start({ unreachable: true });
      expect(await failureOf(engine.answer(aQuestion()))).toMatchObject({ name: "RetryLater" });
    });

    test.each(faults)("%s puts nothing private in the log or into a failure", async (fault) => {
      const { engine, spoil, logged, secrets } = await start({ idleMs: 300, totalMs: 600 });
      spoil(fault);
      const outcome = await engine.answer(aQuestion(CANARY)).catch((error: unknown) => error);
      const said = outcome instanceof Error ? `${outcome.message} ${inspected(outcome)}` : "";
      for (const secret of [...secrets, "canary", "5555550101"])
        expect(logged() + said).not.toContain(secret);
    });
  });
}

const CANARY: Partial<Question> = { text: "How many canary customers do we have?" };

const SETTING = /[A-Z]+_[A-Z_]+/;

function isSomething({ text, pictures }: Answer): boolean {
  return text !== "" || pictures.length > 0;
}

/** All that could be printed of a failure, whoever caused it. */
function inspected(error: Error): string {
  const own = JSON.stringify(Object.entries(error));
  return error.cause instanceof Error ? `${own} ${error.cause.message}` : own;
}
