import { patientBackoffMs } from "../backoff.ts";
import { codeOf, Failure, Never, RetryAfter, TellOperator, Unavailable } from "../errors.ts";
import { MOST_ATTEMPTS } from "./decide.ts";

export type AfterFailure =
  | { kind: "again"; code: string; delayMs: number }
  /** Nothing was tried: later, without counting it. */
  | { kind: "not_now"; code: string; delayMs: number }
  | { kind: "dead"; code: string };

/** An outage costs a turn no tries, but not for ever: it may be the cause itself. */
const LONGEST_OUTAGE_MS = 24 * 3_600_000;

/** What a failed try means for its turn. What we do not know is tried again. */
export function afterFailure(
  error: unknown,
  { attempt, ageMs }: { attempt: number; ageMs: number },
): AfterFailure {
  const code = codeOf(error);
  if (error instanceof Unavailable && ageMs < LONGEST_OUTAGE_MS)
    return { kind: "not_now", code, delayMs: error.retryAfterSeconds * 1000 };
  if (error instanceof Never || error instanceof TellOperator) return { kind: "dead", code };
  if (attempt >= MOST_ATTEMPTS) return { kind: "dead", code };
  const namedMs = error instanceof RetryAfter ? error.retryAfterSeconds * 1000 : 0;
  const delayMs = Math.max(patientBackoffMs(attempt), namedMs);
  return { kind: "again", code: error instanceof Failure ? code : `unexpected: ${code}`, delayMs };
}
