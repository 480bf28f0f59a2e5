import { Never, RetryAfter, RetryLater, TellOperator, type Failure } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import { retryAfterSeconds } from "../../http/retry-after.ts";

/**
 * What a status other than 2xx asks for next: `TellOperator` where a setting is wrong, `Never` where
 * these answers are refused.
 */
export function failureOfStatus(
  { status, headers }: Pick<HttpResponse, "status" | "headers">,
  now: number,
): Failure {
  const code = `external_api_${status}`;
  const repair = repairOf(status);
  if (repair) return new TellOperator(code, repair);
  if (status < 500 && !COMES_RIGHT_BY_ITSELF.has(status)) return new Never(code, REFUSED);
  const seconds = retryAfterSeconds(headers, now);
  return seconds === undefined ? new RetryLater(code) : new RetryAfter(code, seconds);
}

const COMES_RIGHT_BY_ITSELF = new Set([408, 425, 429]);

const REFUSED =
  "The external API refuses the answers of a questionnaire: look into its log for the reason; they are kept, and sent again when the contact writes.";

function repairOf(status: number): string | undefined {
  if (status < 400)
    return `The external API redirects (${status}), which is not followed: set EXTERNAL_API_URL to the address it redirects to.`;
  if (status === 401 || status === 403)
    return `The external API refuses our signature (${status}): set EXTERNAL_API_SECRET to the secret it checks with, with whsec_ before it where that is base64, and check both clocks.`;
  if (status === 404 || status === 405 || status === 410)
    return `The external API is not at the address given (${status}): set EXTERNAL_API_URL to the one that takes the answers.`;
  return undefined;
}
