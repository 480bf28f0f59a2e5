import { handleWhen } from "cockatiel";
import { createBreaker, pauseSeconds } from "../breaker.ts";
import { codeOf, Never, RetryAfter, RetryLater, Unavailable } from "../errors.ts";
import type { Engine, Question } from "./engine.ts";

type Dependencies = {
  log: Record<"info" | "warn", (fields: object, message: string) => void>;
  onChange(isDown: boolean): void;
};

/**
 * While an engine is down `answer` throws `Unavailable`, also for who tried whether it is back. A
 * question of one conversation alone cannot make it count as down: it may be the question.
 */
export function withBreaker(engine: Engine, { log, onChange }: Dependencies): Engine {
  const { name } = engine;
  const failing = new Set<number>();
  const breaker = createBreaker({
    failures: handleWhen(isOutage),
    isEnough: () => failing.size > 1,
    onChange(isDown) {
      onChange(isDown);
      if (isDown) log.warn({ engine: name }, "engine is down, turns wait");
      else log.info({ engine: name }, "engine is back");
    },
  });
  return { ...engine, answer: (question) => breaker.run((isProbe) => answer(question, isProbe)) };

  async function answer(question: Question, isProbe: boolean) {
    try {
      const given = await engine.answer(question);
      failing.clear();
      return given;
    } catch (error) {
      if (isOutage(error)) failing.add(question.conversationId);
      throw isProbe ? asProbe(error) : error;
    }
  }
}

/** Who only found out that the engine is still down pays nothing for it. */
function asProbe(error: unknown): unknown {
  if (!mayAskAgain(error)) return error;
  const named = error instanceof RetryAfter ? error.retryAfterSeconds : 0;
  return new Unavailable(codeOf(error), Math.max(pauseSeconds(), named));
}

function isOutage(error: unknown): boolean {
  return mayAskAgain(error) || (error instanceof Never && error.code === "too_slow");
}

function mayAskAgain(error: unknown): boolean {
  return error instanceof RetryLater || error instanceof RetryAfter;
}
