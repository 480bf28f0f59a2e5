import type { Clock } from "../../clock.ts";
import { codeOf, RetryAfter, RetryLater, Unavailable } from "../../errors.ts";
import { createGuard } from "../guard.ts";
import type { Log } from "./dependencies.ts";
import type { Processing } from "./session.ts";
import type { Submit } from "./submit.ts";

type Dependencies = {
  clock: Pick<Clock, "now">;
  log: Pick<Log, "info" | "warn">;
  onDown: ((isDown: boolean) => void) | undefined;
};

/**
 * Spares an external API that is down, and the tries of the turns that wait for it: the contact has
 * answered already. After a few quick tries a submission waits without losing any more.
 */
export function submitPatiently(submit: Submit, { clock, log, onDown }: Dependencies): Submit {
  const guard = createGuard((isDown) => {
    onDown?.(isDown);
    if (isDown) log.warn({}, "external API is down, answers wait");
    else log.info({}, "external API is back");
  });

  return (session, question) =>
    guard(question.conversationId, async () => {
      try {
        return await submit(session, question);
      } catch (error) {
        throw isHiccup(session.submission) ? error : asOutage(error);
      }
    });

  /** Which is tried again like any other. */
  function isHiccup({ at }: Processing["submission"]): boolean {
    return clock.now() - Date.parse(at) < HICCUP_MS;
  }
}

const HICCUP_MS = 15_000;
const PAUSE_SECONDS = 30;

function asOutage(error: unknown): unknown {
  if (!(error instanceof RetryLater) && !(error instanceof RetryAfter)) return error;
  const named = error instanceof RetryAfter ? error.retryAfterSeconds : 0;
  return new Unavailable(codeOf(error), Math.max(PAUSE_SECONDS, named));
}
