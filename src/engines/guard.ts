import { handleWhen } from "cockatiel";
import { createBreaker, pauseSeconds } from "../breaker.ts";
import { codeOf, Never, RetryAfter, RetryLater, Unavailable } from "../errors.ts";

/** Runs what is done for a conversation; throws `Unavailable` at once while the other side is down. */
export type Guard = <Result>(
  conversationId: number,
  call: () => Promise<Result>,
) => Promise<Result>;

/**
 * A breaker around what many conversations ask of the same side. One conversation alone cannot make
 * it count as down: it may be the question. Who tried whether it is back hears `Unavailable` as well.
 */
export function createGuard(onChange: (isDown: boolean) => void): Guard {
  const failing = new Set<number>();
  const breaker = createBreaker({
    failures: handleWhen(isOutage),
    isEnough: () => failing.size > 1,
    onChange,
  });

  return (conversationId, call) =>
    breaker.run(async (isProbe) => {
      try {
        const result = await call();
        failing.clear();
        return result;
      } catch (error) {
        if (isOutage(error)) failing.add(conversationId);
        throw isProbe ? asProbe(error) : error;
      }
    });
}

/** Who only found out that the other side is still down pays nothing for it. */
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
