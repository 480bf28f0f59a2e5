import { Never, RetryAfter, RetryLater, type Failure } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import { retryAfterSeconds } from "../../http/retry-after.ts";
import { badKey, noPlan, noSuchChatbot, wrongAddress } from "./repairs.ts";

/** What a status other than 2xx asks for next. AskYourDatabase documents 400, 401 and 404 only. */
export function failureOfStatus(
  { status, headers }: Pick<HttpResponse, "status" | "headers">,
  now: number,
): Failure {
  const code = `ayd_${status}`;
  if (status < 400) return wrongAddress();
  if (status === 401 || status === 403) return badKey();
  if (status === 402) return noPlan();
  if (status === 404) return noSuchChatbot();
  if (status < 500 && !COMES_RIGHT_BY_ITSELF.has(status)) return new Never(code);
  const seconds = retryAfterSeconds(headers, now);
  return seconds === undefined ? new RetryLater(code) : new RetryAfter(code, seconds);
}

const COMES_RIGHT_BY_ITSELF = new Set([408, 425, 429]);
