/** Time, in one place, so that a test can own it. Instants are milliseconds since 1970. */
export type Clock = {
  now(): number;
  /** Calls back once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, Math.max(0, Math.min(delayMs, MAX_TIMER_MS)));
    return () => clearTimeout(timer);
  },
};

/** Longer timers overflow in Node and fire at once. */
const MAX_TIMER_MS = 2_147_483_647;
