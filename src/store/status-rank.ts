import type { PartStatus } from "../nouns.ts";

const RANK: Record<PartStatus, number> = {
  queued: 0,
  sending: 1,
  unknown: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
};

/**
 * Whether a part may go from one status to the other: only ever forward, as callbacks come in any
 * order. `failed` is final: a part that was seen delivered cannot fail, nor the other way round.
 */
export function movesForward(from: PartStatus, to: PartStatus): boolean {
  return from !== "failed" && isFurther(from, to);
}

export function isFurther(from: PartStatus, to: PartStatus): boolean {
  return RANK[to] > RANK[from];
}

export type Told = { status: PartStatus; errorCode?: string | null };

/** Where a part is after all that was told of it, in any order. */
export function furthest(now: Told, told: Told[]): Told {
  return told.reduce((last, next) => (movesForward(last.status, next.status) ? next : last), now);
}
