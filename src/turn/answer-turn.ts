import type { Clock } from "../clock.ts";
import type { Engine } from "../engines/engine.ts";
import { TellOperator } from "../errors.ts";
import type { Answer } from "../nouns.ts";
import type { ComposeReply } from "../replies/compose.ts";
import type { TurnEnd } from "../store/end-turn.ts";
import type { Store } from "../store/store.ts";
import type { BegunTurn, ClaimRequest, Step, Work } from "../store/work.ts";
import { texts } from "../texts.ts";
import { afterFailure } from "./after-failure.ts";
import type { Command } from "./commands.ts";
import { decide, type Rules } from "./decide.ts";
import type { HoldOn } from "./hold-on.ts";

type Dependencies = {
  store: Pick<Store, "endTurn" | "postponeTurn" | "parkTurn" | "releaseTurn" | "loadRemainder">;
  engine: Engine;
  clock: Clock;
  log: Record<"info" | "warn" | "error", (fields: object, message: string) => void>;
  composeReply: ComposeReply;
  /** Shows typing until the returned function is called. */
  keepTyping(turn: BegunTurn): () => void;
  holdOn: HoldOn;
  rules: Rules;
  /** Aborted when the server may wait no longer. */
  shutdown: AbortSignal;
};

/** One turn's story: decide, ask, store the answer. Resolves with what is next in the conversation. */
export function createAnswerTurn(dependencies: Dependencies): Step<BegunTurn> {
  const { store, engine, clock, log, composeReply, rules } = dependencies;

  return async function answerTurn(turn, next) {
    log.info({ ...idsOf(turn), attempt: turn.attempt }, "turn begun");
    const decision = decide(turn, rules, clock.now());
    switch (decision.kind) {
      case "ask":
        return ask(turn, decision.text, next);
      case "command":
        return obey(turn, decision.command, next);
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

  async function ask(turn: BegunTurn, text: string, next: ClaimRequest): Promise<Work> {
    const startedAt = clock.now();
    const asked = await askEngine(turn, text, next);
    if ("failure" in asked) return fail(turn, asked.failure, next);
    return keep(turn, asked.answer, clock.now() - startedAt, next);
  }

  async function askEngine(turn: BegunTurn, text: string, next: ClaimRequest) {
    const { conversationId } = turn;
    const { optedOut, optsOut, ...contact } = turn.contact;
    const stopTyping = dependencies.keepTyping(turn);
    const holdOn = dependencies.holdOn(turn, next);
    try {
      const signal = dependencies.shutdown;
      return { answer: await engine.answer({ conversationId, contact, text, signal }) };
    } catch (failure) {
      return { failure };
    } finally {
      stopTyping();
      await holdOn.end();
    }
  }

  async function keep(turn: BegunTurn, answer: Answer, tookMs: number, next: ClaimRequest) {
    const { parts, remainder } = composeReply(turn, answer);
    const { turnId, conversationId } = turn;
    const stored = { ...answer, engine: engine.name, tookMs };
    const work = await end(turn, { state: "answered", answer: stored, parts, remainder }, next);
    const told = { turnId, conversationId, engineMs: tookMs, parts: parts.length };
    const { cutOff, sources } = answer;
    log.info({ ...told, sources: sources.length, cutOff }, "answer stored");
    return work;
  }

  async function obey(turn: BegunTurn, command: Command, next: ClaimRequest): Promise<Work> {
    switch (command) {
      case "more": {
        const rest = await store.loadRemainder(turn.conversationId);
        const reply = rest ? composeReply.rest(turn, rest) : { parts: say(texts.nothingMore) };
        return end(turn, { state: "answered", ...reply }, next);
      }
      case "stop":
        return end(turn, { state: "answered", parts: say(texts.stopped), optOut: true }, next);
      case "start":
        return end(turn, { state: "answered", parts: say(texts.started), optOut: false }, next);
      default:
        return command satisfies never;
    }
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
    const notice = { kind: "text", text: texts.unavailable } as const;
    if (after.kind === "again") {
      const told = attempt >= TRIES_BEFORE_A_WORD ? notice : undefined;
      return store.postponeTurn({ turnId, dueAt, reason: code, notice: told }, { ...next, now });
    }
    return store.parkTurn({ turnId, dueAt, notice }, { ...next, now });
  }

  function giveUp(turn: BegunTurn, reason: string, next: ClaimRequest) {
    return end(turn, { state: "dead", reason, parts: say(texts.apology) }, next);
  }

  async function end(turn: BegunTurn, how: Omit<TurnEnd, "turnId">, next: ClaimRequest) {
    const { work, ...ended } = await store.endTurn(
      { turnId: turn.turnId, ...how },
      { ...next, now: clock.now() },
    );
    log.info({ ...idsOf(turn), ...ended }, "turn ended");
    return work;
  }
}

/** A hiccup is over before anybody has read about it. */
const TRIES_BEFORE_A_WORD = 3;

function say(text: string | undefined): TurnEnd["parts"] {
  return text === undefined ? [] : [{ kind: "text", text }];
}

function idsOf({ turnId, conversationId, messages }: BegunTurn) {
  return { turnId, conversationId, messageIds: messages.map(({ id }) => id) };
}
