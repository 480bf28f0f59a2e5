import type { OpenAI } from "openai";
import { Never, RetryLater, type Failure } from "../../errors.ts";
import type { Answer } from "../../nouns.ts";
import type { Question } from "../engine.ts";
import type { Client } from "./client.ts";
import type { Collected } from "./collect-answer.ts";
import type { Dependencies, Settings } from "./dependencies.ts";
import { safetyIdentifier } from "./identity.ts";
import type { RunRequest } from "./run.ts";
import { createRunAsSet } from "./run-as-set.ts";
import { failureOfCode, ourCode, TOO_LONG, type Unusable } from "./status.ts";
import { errorEvent, troubleOf } from "./trouble.ts";

export type Asked =
  /** `isCertain`: the conversation holds this question and this answer, and nothing runs any more. */
  | { kind: "answered"; answer: Answer; isCertain: boolean }
  /** Not run: the conversation cannot be used. */
  | { kind: "unusable"; why: Unusable }
  /** Not run, for this reason. */
  | { kind: "refused"; failure: Failure };

export type Ask = (question: Question, client: Client, where: Where) => Promise<Asked>;

/** The history of the question: perhaps a conversation at OpenAI, and what it does not hold. */
type Where = { conversation?: string; missing: OpenAI.Responses.EasyInputMessage[] };

/** Asks once. Throws what `Engine` says where the question may have been run. */
export function createAsk(dependencies: Dependencies): Ask {
  const { clock, settings, refusal = () => NO_WORDS_OF_ITS_OWN } = dependencies;
  const runAsSet = createRunAsSet(dependencies);

  return async function ask(question, client, where) {
    const ran = await runAsSet(client, requestOf(question, where, settings));
    if (ran.kind === "ran") return conclude(ran.collected, question);
    if (ran.kind === "unsure") throw ran.failure;
    return ran;
  };

  function conclude(collected: Collected, question: Question): Asked {
    const { end, text } = collected;
    if (end.kind === "incomplete" && end.reason === "content_filter")
      return answered(collected, refusal(question.language));
    if (collected.refusal !== "") return answered(collected, collected.refusal);
    if (end.kind === "completed") return answered(collected, text);
    if (text === "" && codeIn(end) === TOO_LONG) return { kind: "unusable", why: "too_long" };
    const failure = failureOf(end, question.signal);
    // We stopped it ourselves, so it is ours to ask again: half an answer is none.
    if (text === "" || question.signal.aborted) throw failure;
    return answered(collected, text, { cutOff: true });
  }

  function failureOf(end: Collected["end"], signal: AbortSignal): Failure {
    if (end.kind === "failed") return failureOfCode(end.code);
    if (end.kind === "incomplete") return new Never(ourCode(end.reason));
    if (end.kind !== "broken") return new Never(`openai_${end.kind}`);
    const trouble = troubleOf(end.error ?? BROKEN_OFF, { signal, now: clock.now() });
    return trouble.kind === "unusable" ? new RetryLater(`openai_${trouble.why}`) : trouble.failure;
  }
}

/** Of a run that failed, or of an error in the stream. */
function codeIn(end: Collected["end"]): string | undefined {
  if (end.kind === "failed") return end.code;
  return end.kind === "broken" ? errorEvent.safeParse(end.error).data?.code : undefined;
}

const NO_WORDS_OF_ITS_OWN = "Sorry, I cannot help with that. Please ask me something else.";

/** The stream has ended as if it were complete, without its terminal event. */
const BROKEN_OFF = new RetryLater("openai_broken_off");

function requestOf(
  question: Question,
  { conversation, missing }: Where,
  settings: Settings,
): RunRequest {
  return {
    ...(conversation ? { conversation, store: true } : { store: false }),
    input: [...missing, { role: "user", content: question.text }],
    safety_identifier: safetyIdentifier(question.contact.address, settings.apiKey),
  };
}

function answered(
  { end, tokens }: Collected,
  text: string,
  { cutOff } = { cutOff: false },
): Asked & { kind: "answered" } {
  const answer = { text, pictures: [], sources: [], cutOff, ...(tokens && { tokens }) };
  return { kind: "answered", answer, isCertain: end.kind === "completed" };
}
