import type { Evidence } from "./invariants.ts";
import type { ConversationRow } from "./rows.ts";
import { isUnsent, lastInboundAt } from "./sending.ts";
import { RULES } from "./settings.ts";

/** I2 and I5: what has not ended is at work, or has a time that is still to come and a timer for it. */
export function* overdue(evidence: Evidence) {
  for (const conversation of evidence.conversations) {
    const due = isAtWork(evidence, conversation) ? undefined : nextIn(evidence, conversation.id);
    if (!due) continue;
    const { what, at } = due;
    const { now, nextTimerInMs = Infinity } = evidence;
    if (at <= now) yield `I5: ${what} is due since ${now - at} ms, and nothing happens`;
    else if (now + nextTimerInMs > at)
      yield `I5: ${what} is due in ${at - now} ms, without a timer`;
  }
}

function isAtWork({ engine, provider }: Evidence, { address }: ConversationRow): boolean {
  return (engine.openFor(address) ?? provider.openFor(address)) !== undefined;
}

/** The next thing in a conversation and its time; nothing when it waits for somebody else. */
function nextIn(evidence: Evidence, conversationId: number) {
  const isOwn = (row: { conversationId: number }) => row.conversationId === conversationId;
  const waiting = evidence.messages.filter(isOwn).filter(({ turnId }) => turnId === null);
  // One that was found later is old already, and waits for its window all the same.
  const arrivals = waiting.map(({ name }) => evidence.ledger.find(name)?.deliveredAt ?? 0);
  const gatheredAt = Math.max(0, ...arrivals) + evidence.settings.mergeWindowMs;
  const part = evidence.parts.filter(isOwn).find(isUnsent);
  if (part) {
    const isShut = evidence.now - lastInboundAt(evidence, conversationId) > WINDOW_MS;
    if (part.status === "queued" && isShut) return undefined;
    // What waited for the contact to write again goes out when that message is looked at.
    return { what: `part ${part.id}, ${part.status}`, at: Math.max(part.dueAt, gatheredAt) };
  }
  if (isCrowded(evidence)) return undefined;
  const turn = evidence.turns.filter(isOwn).find(({ state }) => state === "open");
  if (turn) return { what: `turn ${turn.id}`, at: turn.dueAt };
  if (waiting.length === 0) return undefined;
  return { what: waiting.map(({ name }) => name).join(" + "), at: gatheredAt };
}

/** A turn keeps its place until its notice has been sent as well. */
function isCrowded({ turns }: Evidence): boolean {
  return turns.filter(({ running }) => running === 1).length >= RULES.maxConcurrentAnswers;
}

const WINDOW_MS = 24 * 3_600_000 - 5 * 60_000;
