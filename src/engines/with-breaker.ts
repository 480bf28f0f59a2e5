import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen } from "cockatiel";
import { Never, RetryAfter, RetryLater, Unavailable } from "../errors.ts";
import type { Engine } from "./engine.ts";

type Dependencies = {
  log: Record<"info" | "warn", (fields: object, message: string) => void>;
};

/** So many failures in a row, whoever asked, are an outage. */
const FAILURES = 5;
/** How long nobody is asked before one question tries again. */
const PAUSE_SECONDS = 10;

/**
 * Spares an engine that is down, and the attempts of those who wait for it: while the breaker is
 * open `answer` throws `Unavailable` at once.
 */
export function withBreaker(engine: Engine, { log }: Dependencies): Engine {
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: PAUSE_SECONDS * 1000,
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  breaker.onBreak(() => log.warn({ engine: engine.name }, "engine is down, turns wait"));
  breaker.onReset(() => log.info({ engine: engine.name }, "engine is back"));

  return {
    name: engine.name,
    async answer(question) {
      try {
        return await breaker.execute(() => engine.answer(question));
      } catch (error) {
        if (error instanceof BrokenCircuitError)
          throw new Unavailable("engine_down", PAUSE_SECONDS);
        throw error;
      }
    },
  };
}

function isOutage(error: unknown): boolean {
  if (error instanceof RetryLater || error instanceof RetryAfter) return true;
  return error instanceof Never && error.code === "too_slow";
}
