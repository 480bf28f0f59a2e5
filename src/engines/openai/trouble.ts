import { z } from "zod";
import { codeOf, Failure, Interrupted, Never, RetryLater } from "../../errors.ts";
import { HttpFailure } from "../../http/http-failure.ts";
import { apiError, failureOfCode, failureOfStatus, whyUnusable, type Unusable } from "./status.ts";

/** Why there is no answer, by what is known of the question. */
export type Trouble =
  /** Not run, as its conversation cannot be used; in another one it can be asked at once. */
  | { kind: "unusable"; why: Unusable }
  /** Not run. */
  | { kind: "refused"; failure: Failure }
  /** It may have been run, and may stand in the conversation. */
  | { kind: "unsure"; failure: Failure };

/** What an error of the official client means. Its own text stays behind: it may quote the question, or the key. */
export function troubleOf(
  error: unknown,
  { signal, now }: { signal: AbortSignal; now: number },
): Trouble {
  if (signal.aborted) return { kind: "unsure", failure: new Interrupted("aborted") };
  const failure = failureWithin(error);
  if (failure instanceof HttpFailure) return troubleOnTheWay(failure);
  if (failure) return { kind: "refused", failure };
  const { data: refusal } = apiError.safeParse(error);
  if (refusal) {
    const why = whyUnusable(refusal);
    if (why) return { kind: "unusable", why };
    // A gateway may have given up on a run that goes on.
    const kind = refusal.status < 500 ? "refused" : "unsure";
    return { kind, failure: failureOfStatus(refusal, now) };
  }
  const { data: told } = errorEvent.safeParse(error);
  if (told) return { kind: "unsure", failure: failureOfCode(told.code) };
  return { kind: "unsure", failure: new RetryLater(`openai_${codeOf(error)}`) };
}

/** The client gives an `error` event in the stream as an error without a status. */
export const errorEvent = z.object({ code: z.string() });

/** Ours, in whatever the client has wrapped it. */
function failureWithin(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  return error instanceof Error && error.cause !== undefined
    ? failureWithin(error.cause)
    : undefined;
}

function troubleOnTheWay({ code, sent }: HttpFailure): Trouble {
  if (sent === "no") return { kind: "refused", failure: new RetryLater(`openai_${code}`) };
  // Who was silent for so long will be so again, and the contact has waited long enough.
  const isSlow = code === "deadline" || code === "idle_timeout";
  const failure = isSlow ? new Never("too_slow") : new RetryLater(`openai_${code}`);
  return { kind: "unsure", failure };
}
