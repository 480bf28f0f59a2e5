import { Interrupted, Never, RetryLater } from "../../errors.ts";
import { HttpFailure } from "../../http/http-failure.ts";

/**
 * A question that failed on the way. Once the answer has `started` the question was run, and running
 * it again is the contact's decision.
 */
export function asAskFailure(
  error: unknown,
  { signal, started }: { signal: AbortSignal; started: boolean },
): unknown {
  if (!(error instanceof HttpFailure)) return error;
  if (signal.aborted) return new Interrupted("aborted");
  // Silence means a long query more often than a lost one: it may still be running.
  if (error.code === "deadline" || error.code === "idle_timeout") return new Never("too_slow");
  return started ? new Never("ayd_broken_off") : new RetryLater(`ayd_${error.code}`);
}
