import { z } from "zod";
import { Never, RetryAfter, RetryLater, type Failure } from "../../errors.ts";
import { retryAfterSeconds } from "../../http/retry-after.ts";
import {
  badKey,
  noCredit,
  noSuchModel,
  noSuchPrompt,
  notServedHere,
  wrongAddress,
} from "./repairs.ts";

const LONGEST_MESSAGE = 1_000;

/** What the official client throws for a status other than 2xx. */
export const apiError = z.object({
  status: z.number(),
  // Compatible servers give numbers as well.
  code: z.string().nullish().catch(null),
  param: z.string().nullish().catch(null),
  // It is searched for words, and may repeat all that was asked.
  message: z
    .string()
    .catch("")
    .transform((text) => text.slice(0, LONGEST_MESSAGE)),
  headers: z.instanceof(Headers),
});

/** Also in the middle of a stream, where it is all that is told. */
export const TOO_LONG = "context_length_exceeded";

type ApiError = z.output<typeof apiError>;

/** Why a question cannot be asked in its conversation. */
export type Unusable = "vanished" | "locked" | "too_long" | "stuck";

/** Matched by its words only where OpenAI gives no code. The statuses were seen to differ: 400 and 404. */
export function whyUnusable({ code, message }: ApiError): Unusable | undefined {
  if (code === "conversation_locked") return "locked";
  if (code === TOO_LONG || /maximum context length/i.test(message)) return "too_long";
  if (/Conversation with id .* not found/.test(message)) return "vanished";
  // A stored prompt has called a tool that nobody here has: the conversation waits for its result.
  if (/No tool (call|output) found/.test(message)) return "stuck";
  return undefined;
}

/** What a refused request asks for next. */
export function failureOfStatus(error: ApiError, now: number): Failure {
  const { status, code, param, message, headers } = error;
  if (status === 402 || NO_CREDIT.has(code ?? "")) return noCredit();
  if (code === "model_not_found" || param === "model" || NO_SUCH_MODEL.test(message))
    return noSuchModel();
  if (param === "prompt" || /\bPrompt with id\b/.test(message)) return noSuchPrompt();
  if (code === "unsupported_country_region_territory") return notServedHere();
  if (status === 401 || status === 403) return badKey();
  if (status < 400 || NOT_THERE.has(status)) return wrongAddress();
  const ours = ourCode(code ?? String(status));
  if (status < 500 && !COMES_RIGHT_BY_ITSELF.has(status)) return new Never(ours);
  const seconds = secondsNamed(headers, now);
  return seconds === undefined ? new RetryLater(ours) : new RetryAfter(ours, seconds);
}

/** The same for a run that had begun, where a code is all there is. */
export function failureOfCode(code: string): Failure {
  if (NO_CREDIT.has(code)) return noCredit();
  if (code === "model_not_found") return noSuchModel();
  return WORTH_ANOTHER_RUN.has(code) ? new RetryLater(ourCode(code)) : new Never(ourCode(code));
}

/** Of servers that give no code, such as Ollama. */
const NO_SUCH_MODEL = /\bmodel\b.{1,100}\bnot found\b/i;

const NOT_THERE = new Set([404, 405, 410]);
const NO_CREDIT = new Set(["insufficient_quota", "billing_hard_limit_reached"]);
const COMES_RIGHT_BY_ITSELF = new Set([408, 409, 425, 429]);
const WORTH_ANOTHER_RUN = new Set([
  "server_error",
  "server_is_overloaded",
  "slow_down",
  "rate_limit_exceeded",
  "conversation_locked",
  "vector_store_timeout",
]);

/** Codes are words of OpenAI's own; what does not look like one may hold anything. */
export function ourCode(code: string): string {
  return /^\w{1,60}$/.test(code) ? `openai_${code}` : "openai_error";
}

function secondsNamed(headers: Headers, now: number): number | undefined {
  return retryAfterSeconds(Object.fromEntries(headers), now);
}
