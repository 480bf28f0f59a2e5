import { handleWhen } from "cockatiel";
import { createBreaker, PAUSE_SECONDS } from "../breaker.ts";
import { codeOf, Never, RetryAfter, RetryLater, Unavailable } from "../errors.ts";
import type { Engine } from "./engine.ts";

type Dependencies = {
  log: Record<"info" | "warn", (fields: object, message: string) => void>;
  onChange(isDown: boolean): void;
};

/** While an engine is down `answer` throws `Unavailable`, also for who tried whether it is back. */
export function withBreaker(engine: Engine, { log, onChange }: Dependencies): Engine {
  const { name } = engine;
  const breaker = createBreaker({
    failures: handleWhen(isOutage),
    onChange(isDown) {
      onChange(isDown);
      if (isDown) log.warn({ engine: name }, "engine is down, turns wait");
      else log.info({ engine: name }, "engine is back");
    },
  });
  return {
    name,
    answer: (question) =>
      breaker.run(async (isProbe) => {
        try {
          return await engine.answer(question);
        } catch (error) {
          throw isProbe && mayAskAgain(error)
            ? new Unavailable(codeOf(error), PAUSE_SECONDS)
            : error;
        }
      }),
  };
}

function isOutage(error: unknown): boolean {
  return mayAskAgain(error) || (error instanceof Never && error.code === "too_slow");
}

function mayAskAgain(error: unknown): boolean {
  return error instanceof RetryLater || error instanceof RetryAfter;
}
