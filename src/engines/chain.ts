import {
  codeOf,
  type Failure,
  Never,
  RetryAfter,
  RetryLater,
  TellOperator,
  Unavailable,
} from "../errors.ts";
import type { Answer, EngineName } from "../nouns.ts";
import type { Engine, Question } from "./engine.ts";

/** An answer, and who gave it. */
export type Answered = { answer: Answer; engine: EngineName };

/** Asks whoever can answer now; throws as the first engine does. */
export type AskEngines = (question: Question) => Promise<Answered>;

type Dependencies = {
  /** Asked while the first one's breaker is open, and for a question that it cannot answer for long. */
  fallback?: Engine | undefined;
  log: Record<"info" | "warn" | "error", (fields: object, message: string) => void>;
};

/** One engine, and perhaps another for the time in which the first is down. */
export function createChain(first: Engine, { fallback, log }: Dependencies): AskEngines {
  return async function askEngines(question) {
    try {
      return await ask(first, question);
    } catch (error) {
      // Nobody else can take over in the middle of a questionnaire.
      if (!fallback || first.resume) throw error;
      if (!isDown(error) && !isTooSlow(error) && !failsForLong(error, question)) throw error;
      if (error instanceof TellOperator) log.error({ code: error.code }, error.message);
      return askInstead(fallback, question, error);
    }
  };

  /** If it cannot answer either, the question waits for the first one. */
  async function askInstead(engine: Engine, question: Question, down: Failure) {
    const { turnId } = question;
    try {
      const asked = await ask(engine, question);
      log.info({ turnId, engine: engine.name }, "answered by the fallback engine");
      return asked;
    } catch (error) {
      log.warn({ turnId, engine: engine.name, code: codeOf(error) }, "fallback engine failed");
      throw down;
    }
  }
}

/** A breaker opens for several contacts: who is alone with an outage would wait until the last try. */
function failsForLong(error: unknown, { attempt }: Question): error is Failure {
  return attempt >= QUICK_TRIES && (error instanceof RetryLater || error instanceof RetryAfter);
}

/** It used up all its time, and would again: late from another is better than never. */
function isTooSlow(error: unknown): error is Failure {
  return error instanceof Never && error.code === "too_slow";
}

/** A hiccup is over before another has to answer. */
const QUICK_TRIES = 3;

async function ask(engine: Engine, question: Question): Promise<Answered> {
  return { answer: await engine.answer(question), engine: engine.name };
}

/** Also for want of a key or of credit: that lasts until somebody has seen to it. */
function isDown(error: unknown): error is Failure {
  return error instanceof Unavailable || error instanceof TellOperator;
}
