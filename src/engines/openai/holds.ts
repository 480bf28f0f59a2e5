import type { Exchange } from "../../nouns.ts";
import type { Session } from "./session.ts";

/** So much of our transcript is compared with a conversation, and fills a new one. */
export const MOST_EXCHANGES = 50;

/**
 * Whether a conversation at OpenAI holds what our transcript does, up to its last turn. Not after a
 * run whose end nobody saw, nor when its last answer was lost on the way into our transcript,
 * whether that turn is asked again or was given up: its question stands there.
 */
export function holdsWhatWasSaid(
  { isCertain, holdsUpTo }: Session,
  { turnId }: { turnId: number },
  exchanges: Exchange[],
): boolean {
  if (!isCertain || turnId <= holdsUpTo) return false;
  const held = exchanges.findLast((exchange) => exchange.turnId <= holdsUpTo);
  if (held) return held.turnId === holdsUpTo;
  return holdsUpTo === 0 || exchanges.length === MOST_EXCHANGES;
}

/** All of it for a new conversation; for another one what a fallback has answered meanwhile. */
export function missingIn({ holdsUpTo }: Session, exchanges: Exchange[]): Exchange[] {
  return exchanges.filter(({ turnId }) => turnId > holdsUpTo);
}
