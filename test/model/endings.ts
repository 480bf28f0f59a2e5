import type { Written } from "./ledger.ts";
import { FINAL_FAILINGS, type Ask } from "./open-engine.ts";
import type { Evidence } from "./invariants.ts";
import type { TurnRow } from "./rows.ts";
import { RULES } from "./settings.ts";

/** I2: each end is the one that what happened asks for. */
export function* endings(evidence: Evidence): Iterable<string> {
  for (const turn of evidence.turns) {
    const names = evidence.messages
      .filter(({ turnId }) => turnId === turn.id)
      .map(({ name }) => name);
    const asks = evidence.engine.asks.filter((ask) => names.includes(ask.names[0] ?? ""));
    const written = names.flatMap((name) => evidence.ledger.find(name) ?? []);
    if (written.length === 0) yield `I2: turn ${turn.id} is about nothing`;
    yield* countsItsTries(evidence, turn, asks);
    yield* endsAsItShould(evidence, turn, { asks, written });
  }
}

/** A try is counted before it begins, and each death in it. */
function* countsItsTries({ crashes }: Evidence, turn: TurnRow, asks: Ask[]) {
  const { id, attempts, deaths } = turn;
  // What is unavailable is not counted, unless that has gone on for long.
  const counted = asks.filter((ask) => ask.state !== "unavailable").length;
  if (attempts < counted || attempts > asks.length + crashes + 1)
    yield `turn ${id} was tried ${asks.length} times, and counts ${attempts}`;
  const died = asks.filter(({ state }) => state === "abandoned").length;
  if (deaths < died || deaths > crashes)
    yield `turn ${id} died ${died} times, and counts ${deaths}`;
}

function* endsAsItShould(
  { ledger, provider, crashes, everHeld, messages }: Evidence,
  { id, state, reason, attempts, deaths, conversationId, hasAnswer }: TurnRow,
  { asks, written }: { asks: Ask[]; written: Written[] },
) {
  const last = asks.at(-1);
  const hasAnswered = asks.some((ask) => ask.state === "answered");
  switch (state) {
    case "open":
      // A notice is still on its way: the answer is stored behind it.
      if (last && isOver(last) && last.life === crashes && !provider.openFor(last.address))
        yield `I2: turn ${id} is open, and the engine said ${last.state}`;
      return;
    case "answered":
      if (hasAnswered !== (hasAnswer === 1)) yield `I2: turn ${id} has no answer of its own`;
      if (!hasAnswered && !written.every(isCommand)) yield `I2: turn ${id} was answered by nobody`;
      return;
    case "dead":
      if (!(last && FINAL_FAILINGS.includes(last.state)) && attempts < 8 && deaths < 3)
        yield `I2: turn ${id} was given up too early (${reason})`;
      return;
    case "ignored":
      if (!isIgnoredRightly(reason ?? "")) yield `I2: turn ${id} was ignored: ${reason}`;
      return;
    case "handed_over":
      if (!everHeld.has(conversationId)) yield `I2: turn ${id} was handed over to nobody`;
      return;
    default:
      state satisfies never;
  }

  function isIgnoredRightly(why: string): boolean {
    const own = messages.filter((message) => message.conversationId === conversationId);
    const mayBeLimited = own.length > RULES.limits.messagesPerMinute;
    if (why === "opted_out") return said("STOP").length > 0 && !comesBack();
    if (why.startsWith("unsupported")) return written.every(isSticker);
    return why.startsWith("limit") && mayBeLimited;
  }

  /** STOP counts from when it is stored, also for what came before it; a START only after all that was sent before it. */
  function comesBack(): boolean {
    const stops = said("STOP");
    const starts = said("START").filter(({ turnId }) => turnId === id);
    return starts.some((start) => stops.every((stop) => stop.createdAt <= start.createdAt));
  }

  function said(word: string) {
    return messages.filter(
      (message) =>
        message.conversationId === conversationId && ledger.find(message.name)?.word === word,
    );
  }
}

function isOver({ state }: Ask): boolean {
  return state === "answered" || FINAL_FAILINGS.includes(state);
}

function isCommand({ word }: Written): boolean {
  return word !== undefined && word !== "sticker";
}

function isSticker({ word }: Written): boolean {
  return word === "sticker";
}
