import { Interrupted, RetryLater } from "../../errors.ts";
import { HttpFailure } from "../../http/http-failure.ts";
import type { Question } from "../engine.ts";
import { readApiReply, unreadable, type ApiReply } from "./api-reply.ts";
import { failureOfStatus } from "./status.ts";
import type { Dependencies } from "./dependencies.ts";
import { inOrder, itemsOf } from "./items.ts";
import type { Processing } from "./session.ts";
import { createSign } from "./sign.ts";

/**
 * Gives the answers to the external API: all of them, also those of earlier rounds.
 *
 * `{ user_phone, timestamp, answers: [{ id, kind, value, answered_at }] }`: in the order of the
 * questions, times in ISO 8601. The value of a choice is its id, of a number a number, and null
 * where a question was skipped. Where WhatsApp hides the number, `user_phone` is null and `user_id`
 * names the person.
 *
 * A repetition has the same `webhook-id` and the same body, so whoever takes the answers in can
 * tell it; answers that were changed meanwhile have another id. Throws what `Engine` says, and
 * `TellOperator` for what trying again would not mend.
 */
export type Submit = (session: Processing, question: Question) => Promise<ApiReply>;

export function createSubmit({
  http,
  clock,
  settings,
}: Pick<Dependencies, "http" | "clock" | "settings">): Submit {
  const sign = createSign(settings.apiSecret);
  const limitMs = Math.min(settings.totalMs, LONGEST_CALL_MS);

  return async function submit(session, question) {
    const body = JSON.stringify(bodyOf(session, question));
    const signature = sign(session.submission.id, clock.now(), body);
    try {
      const response = await http.request({
        method: "POST",
        url: settings.apiUrl,
        headers: { "content-type": "application/json", accept: "application/json", ...signature },
        body,
        idleMs: limitMs,
        totalMs: limitMs,
        maxBytes: MOST_BYTES,
        signal: question.signal,
      });
      if (response.status >= 200 && response.status < 300)
        return readApiReply(await response.text());
      response.discard();
      throw failureOfStatus(response, clock.now());
    } catch (error) {
      throw asFailure(error, question.signal);
    }
  };

  function bodyOf({ run, submission }: Processing, { contact: { address } }: Question) {
    const answers = inOrder(run.answers, itemsOf(settings.questionnaire, run));
    return {
      ...whoIs(address),
      timestamp: submission.at,
      answers: answers.map(({ at, ...answer }) => ({ ...answer, answered_at: at })),
    };
  }
}

/** Whoever waits for it holds the place of another contact. */
const LONGEST_CALL_MS = 20_000;
const MOST_BYTES = 256 * 1024;

function whoIs(address: string): { user_phone: string | null; user_id?: string } {
  return address.startsWith("+") ? { user_phone: address } : { user_phone: null, user_id: address };
}

function asFailure(error: unknown, signal: AbortSignal): unknown {
  if (!(error instanceof HttpFailure)) return error;
  if (signal.aborted) return new Interrupted("aborted");
  if (error.code === "too_large") return unreadable("it is larger than 256 KB; shorten it there");
  if (error.code === "encoded") return unreadable("it is compressed; switch that off there");
  return new RetryLater(`external_api_${error.code}`);
}
