import type { Clock } from "../clock.ts";
import type { Answered, AskEngines } from "../engines/chain.ts";
import { TellOperator } from "../errors.ts";
import type { ComposeReply } from "../replies/compose.ts";
import { say } from "../replies/say.ts";
import type { TurnEnd } from "../store/end-turn.ts";
import type { Store } from "../store/store.ts";
import type { BegunTurn, ClaimRequest, Step, Work } from "../store/work.ts";
import type { LanguageOf } from "../texts/language-of.ts";
import { textsIn } from "../texts/texts.ts";
import { afterFailure } from "./after-failure.ts";
import { decide, type Decision, type Rules } from "./decide.ts";
import type { HoldOn } from "./hold-on.ts";
import type { Obey } from "./obey.ts";

type Dependencies = {
  store: Pick<Store, "endTurn" | "postponeTurn" | "parkTurn" | "releaseTurn">;
  ask: AskEngines;
  obey: Obey;
  clock: Clock;
  log: Record<"info" | "warn" | "error", (fields: object, message: string) => void>;
  composeReply: ComposeReply;
  languageOf: LanguageOf;
  /** Shows typing until the returned function is called. */
  keepTyping(turn: BegunTurn): () => void;
  holdOn: HoldOn;
  rules: Omit<Rules, "texts">;
  /** Aborted when the server may wait no longer. */
  shutdown: AbortSignal;
};

/** One turn's story: decide, ask, store the answer. Resolves with what is next in the conversation. */
export function createAnswerTurn(dependencies: Dependencies): Step<BegunTurn> {
  const { store, obey, clock, log, composeReply, languageOf } = dependencies;

  return async function answerTurn(turn, next) {
    log.info({ ...idsOf(turn), attempt: turn.attempt }, "turn begun");
    const rules = { ...dependencies.rules, texts: textsOf(turn) };
    const decision = decide(turn, rules, clock.now());
    switch (decision.kind) {
      case "ask":
        return ask(turn, decision, next);
      case "command": {
        // It also marks the message as read.
        const stopTyping = dependencies.keepTyping(turn);
        const obeyed = await obey(turn, decision.command).finally(stopTyping);
        return obeyed ? end(turn, obeyed, next) : ask(turn, decision, next);
      }
      case "ignore": {
        const { reason, text, tellsLimit = false } = decision;
        return end(turn, { state: "ignored", reason, parts: say(text), tellsLimit }, next);
      }
      case "hand_over":
        return end(turn, { state: "handed_over", parts: [] }, next);
      case "give_up":
        return giveUp(turn, decision.reason, next);
      default:
        return decision satisfies never;
    }
  };

  async function ask(turn: BegunTurn, question: QuestionText, next: ClaimRequest): Promise<Work> {
    const startedAt = clock.now();
    const asked = await askEngines(turn, question, next);
    if ("failure" in asked) return fail(turn, asked.failure, next);
    return keep(turn, asked, clock.now() - startedAt, next);
  }

  async function askEngines(turn: BegunTurn, { text, payload }: QuestionText, next: ClaimRequest) {
    const { turnId, attempt, conversationId, contact } = turn;
    const { address, name } = contact;
    const stopTyping = dependencies.keepTyping(turn);
    const holdOn = dependencies.holdOn(turn, next);
    try {
      return await dependencies.ask({
        turnId,
        attempt,
        conversationId,
        contact: { address, ...(name !== undefined && { name }) },
        text,
        ...(payload !== undefined && { payload }),
        language: languageOf(contact),
        signal: dependencies.shutdown,
      });
    } catch (failure) {
      return { failure };
    } finally {
      stopTyping();
      await holdOn.end();
    }
  }

  async function keep(
    turn: BegunTurn,
    { answer, engine }: Answered,
    tookMs: number,
    next: ClaimRequest,
  ) {
    const reply = composeReply(turn, answer);
    const stored = { ...answer, engine, tookMs };
    const work = await end(turn, { state: "answered", answer: stored, ...reply }, next);
    const { turnId, conversationId } = turn;
    const told = { turnId, conversationId, engine, engineMs: tookMs, parts: reply.parts.length };
    const { cutOff, sources, tokens } = answer;
    log.info({ ...told, sources: sources.length, cutOff, tokens }, "answer stored");
    return work;
  }

  async function fail(turn: BegunTurn, error: unknown, next: ClaimRequest): Promise<Work> {
    const { turnId, attempt, createdAt } = turn;
    const now = clock.now();
    if (dependencies.shutdown.aborted) {
      await store.releaseTurn(turnId, now);
      return { kind: "nothing" };
    }
    if (error instanceof TellOperator) log.error({ code: error.code }, error.message);
    const after = afterFailure(error, { attempt, ageMs: now - createdAt });
    if (after.kind === "dead") return giveUp(turn, after.code, next);
    const { code, delayMs } = after;
    log.warn({ turnId, attempt, code, inMs: delayMs }, "turn postponed");
    const dueAt = now + delayMs;
    const notice = { kind: "text", text: textsOf(turn).unavailable } as const;
    if (after.kind === "again") {
      const told = attempt >= TRIES_BEFORE_A_WORD ? notice : undefined;
      return store.postponeTurn({ turnId, dueAt, reason: code, notice: told }, { ...next, now });
    }
    return store.parkTurn({ turnId, dueAt, notice }, { ...next, now });
  }

  function giveUp(turn: BegunTurn, reason: string, next: ClaimRequest) {
    return end(turn, { state: "dead", reason, parts: say(textsOf(turn).apology) }, next);
  }

  async function end(turn: BegunTurn, how: Omit<TurnEnd, "turnId">, next: ClaimRequest) {
    const { work, ...ended } = await store.endTurn(
      { turnId: turn.turnId, ...how },
      { ...next, now: clock.now() },
    );
    // Nobody has answered this contact, and nobody else will.
    const level = how.state === "dead" ? "warn" : "info";
    log[level]({ ...idsOf(turn), ...ended }, "turn ended");
    return work;
  }

  function textsOf({ contact }: BegunTurn) {
    return textsIn(languageOf(contact));
  }
}

type QuestionText = Pick<Extract<Decision, { kind: "ask" }>, "text" | "payload">;

/** A hiccup is over before anybody has read about it. */
const TRIES_BEFORE_A_WORD = 3;

function idsOf({ turnId, conversationId, messages }: BegunTurn) {
  return { turnId, conversationId, messageIds: messages.map(({ id }) => id) };
}
