import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../../src/clock.ts";

export type TestClock = Clock & {
  /** Moves on, and calls back whoever is due on the way, in the order of their times. */
  advance(ms: number): Promise<void>;
  /** When the next timer is due, in milliseconds from now. */
  nextInMs(): number | undefined;
};

type Timer = { at: number; callback: () => void };

/** A clock that stands still until the test moves it. */
export function createTestClock(startAt = Date.UTC(2026, 10, 21, 12)): TestClock {
  const timers = new Set<Timer>();
  let now = startAt;
  return { now: () => now, after, advance, nextInMs };

  function after(delayMs: number, callback: () => void) {
    const timer = { at: now + Math.max(0, delayMs), callback };
    timers.add(timer);
    return () => void timers.delete(timer);
  }

  async function advance(ms: number) {
    const end = now + ms;
    // Whoever was just called may still be about to set a timer.
    await nextTurn();
    for (let timer = next(); timer && timer.at <= end; timer = next()) {
      timers.delete(timer);
      now = timer.at;
      timer.callback();
      await nextTurn();
    }
    now = end;
    await nextTurn();
  }

  function next(): Timer | undefined {
    return [...timers].sort((left, right) => left.at - right.at)[0];
  }

  function nextInMs() {
    const timer = next();
    return timer && timer.at - now;
  }
}
