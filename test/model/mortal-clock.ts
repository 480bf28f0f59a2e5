import type { Clock } from "../../src/clock.ts";

/** The clock of one process: its timers end with it, and are late when the machine slept. */
type MortalClock = Clock & {
  sleep(): void;
  wakeUp(): void;
  die(): void;
  isDead(): boolean;
};

export function createMortalClock(clock: Clock): MortalClock {
  const pending = new Set<() => void>();
  let late: (() => void)[] | undefined;
  let isDead = false;
  return { now: clock.now, after, sleep, wakeUp, die, isDead: () => isDead };

  function after(delayMs: number, callback: () => void) {
    if (isDead) return () => {};
    const cancelTimer = clock.after(delayMs, () => {
      pending.delete(cancel);
      if (late) late.push(callback);
      else callback();
    });
    pending.add(cancel);
    return cancel;

    function cancel() {
      pending.delete(cancel);
      late = late?.filter((one) => one !== callback);
      cancelTimer();
    }
  }

  function sleep() {
    late = [];
  }

  function wakeUp() {
    const missed = late ?? [];
    late = undefined;
    for (const callback of missed) callback();
  }

  function die() {
    isDead = true;
    for (const cancel of pending) cancel();
    late = undefined;
  }
}
