import type { Clock } from "../clock.ts";
import { TellOperator } from "../errors.ts";
import type { Engine } from "../engines/engine.ts";
import type { Answer } from "../nouns.ts";
import type { ComposeReply } from "../replies/compose.ts";
import type { TurnEnd } from "../store/end-turn.ts";
import type { Store } from "../store/store.ts";
import type { BegunTurn, ClaimRequest, Step, Work } from "../store/work.ts";
import { afterFailure } from "./after-failure.ts";
import { decide } from "./decide.ts";
import { texts } from "../texts.ts";

type Dependencies = {
  store: Pick<Store, "endTurn" | "postponeTurn" | "releaseTurn" | "loadRemainder">;
  engine: Engine;
  clock: Clock;
  log: Record<"info" | "warn" | "error", (fields: object, message: string) => void>;
  composeReply: ComposeReply;
  /** Shows typing until the returned function is called. */
  keepTyping(turn: BegunTurn): () => void;
  allowedContacts?: readonly string[] | undefined;
  /** Aborted when the server may wait no longer. */
  shutdown: AbortSignal;
};

/** One turn's story: decide, ask, store the answer. Resolves with what is next in the conversation. */
export function createAnswerTurn(dependencies: Dependencies): Step<BegunTurn> {
  const { store, engine, clock, log, composeReply } = dependencies;

  return async function answerTurn(turn, next) {
    log.info({ ...idsOf(turn), attempt: turn.attempt }, "turn begun");
    const decision = decide(turn, dependencies.allowedContacts);
    switch (decision.kind) {
      case "ask":
        return ask(turn, decision.text, next);
      case "command":
        return bringMore(turn, next);
      case "ignore":
        return end(turn, { state: "ignored", ...decision, parts: say(decision.text) }, next);
      case "give_up":
        return giveUp(turn, decision.reason, next);
      default:
        return decision satisfies never;
    }
  };

  async function ask(turn: BegunTurn, text: string, next: ClaimRequest): Promise<Work> {
    const startedAt = clock.now();
    const stopTyping = dependencies.keepTyping(turn);
    try {
      const { conversationId, contact } = turn;
      const signal = dependencies.shutdown;
      const answer = await engine.answer({ conversationId, contact, text, signal });
      return await keep(turn, answer, clock.now() - startedAt, next);
    } catch (error) {
      return await fail(turn, error, next);
    } finally {
      stopTyping();
    }
  }

  function keep(turn: BegunTurn, answer: Answer, tookMs: number, next: ClaimRequest) {
    const { parts, remainder } = composeReply(turn, answer);
    const { turnId, conversationId } = turn;
    const told = { turnId, conversationId, engineMs: tookMs, parts: parts.length };
    const { cutOff, sources } = answer;
    log.info({ ...told, sources: sources.length, cutOff }, "answer stored");
    const stored = { ...answer, engine: engine.name, tookMs };
    return end(turn, { state: "answered", answer: stored, parts, remainder }, next);
  }

  async function bringMore(turn: BegunTurn, next: ClaimRequest) {
    const rest = await store.loadRemainder(turn.conversationId);
    if (!rest) return end(turn, { state: "answered", parts: say(texts.nothingMore) }, next);
    return end(turn, { state: "answered", ...composeReply.rest(turn, rest) }, next);
  }

  async function fail(turn: BegunTurn, error: unknown, next: ClaimRequest): Promise<Work> {
    if (dependencies.shutdown.aborted) {
      await store.releaseTurn(turn.turnId);
      return { kind: "nothing" };
    }
    const after = afterFailure(error, turn.attempt);
    if (error instanceof TellOperator) log.error({ code: error.code }, error.message);
    if (after.kind === "dead") return giveUp(turn, after.code, next);
    const { code, delayMs } = after;
    const dueAt = clock.now() + delayMs;
    await store.postponeTurn(turn.turnId, dueAt, code);
    const { turnId, attempt } = turn;
    log.warn({ turnId, attempt, code, inMs: delayMs }, "turn postponed");
    return { kind: "wait", until: dueAt };
  }

  function giveUp(turn: BegunTurn, reason: string, next: ClaimRequest) {
    return end(turn, { state: "dead", reason, parts: say(texts.apology) }, next);
  }

  async function end(turn: BegunTurn, how: Omit<TurnEnd, "turnId">, next: ClaimRequest) {
    const work = await store.endTurn(
      { turnId: turn.turnId, ...how },
      { ...next, now: clock.now() },
    );
    log.info({ ...idsOf(turn), state: how.state, reason: how.reason }, "turn ended");
    return work;
  }
}

function say(text: string | undefined): TurnEnd["parts"] {
  return text === undefined ? [] : [{ kind: "text", text }];
}

function idsOf({ turnId, conversationId, messages }: BegunTurn) {
  return { turnId, conversationId, messageIds: messages.map(({ id }) => id) };
}
