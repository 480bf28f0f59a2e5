import { codeOf, RetryAfter, RetryLater, Unavailable } from "../errors.ts";
import type { Engine } from "./engine.ts";

const PAUSE_SECONDS = 30;
/** A hiccup is tried again like any other. */
const QUICK_TRIES = 3;

/**
 * For an engine that has the contact's answers already: what it passes on waits for as long as the
 * other side is down, without using up its tries. It needs no breaker, as most of what it does asks
 * nobody.
 */
export function patient(engine: Engine): Engine {
  const failures = new Map<number, number>();
  return {
    ...engine,
    async answer(question) {
      try {
        const answer = await engine.answer(question);
        failures.delete(question.turnId);
        return answer;
      } catch (error) {
        if (!(error instanceof RetryLater) && !(error instanceof RetryAfter)) throw error;
        const count = (failures.get(question.turnId) ?? 0) + 1;
        failures.set(question.turnId, count);
        if (count <= QUICK_TRIES) throw error;
        const named = error instanceof RetryAfter ? error.retryAfterSeconds : 0;
        throw new Unavailable(codeOf(error), Math.max(PAUSE_SECONDS, named));
      }
    },
  };
}
