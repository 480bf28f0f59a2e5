import type { Person } from "./people.ts";

/**
 * One message in 6 s to the same person. Up to 45 may come at once, borrowed from the time after.
 * True when there is nothing left to borrow.
 */
export function createPairLimit() {
  const paidUntil = new WeakMap<Person, number>();
  return function isOverPairLimit(person: Person): boolean {
    const now = Date.now();
    const next = Math.max(now, paidUntil.get(person) ?? 0) + EVERY_MS;
    if (next > now + BURST * EVERY_MS) return true;
    paidUntil.set(person, next);
    return false;
  };
}

const EVERY_MS = 6_000;
const BURST = 45;
