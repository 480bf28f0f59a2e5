type SkippedTime = {
  /** Lets so much time pass for everybody, without waiting. */
  skip(ms: number): void;
  skippedMs(): number;
  restore(): void;
};

/**
 * An unknown part is looked up for two minutes before it is sent again; nobody wants to wait that
 * long. So an outage can last as long as we say: the stand-ins of this process, and every server
 * that is started afterwards (see preload/clock.ts), read a clock that is that much ahead.
 */
export function createSkippedTime(): SkippedTime {
  const realNow = Date.now;
  let skippedMs = 0;
  Date.now = () => realNow() + skippedMs;
  return {
    skip: (ms) => void (skippedMs += Math.round(ms)),
    skippedMs: () => skippedMs,
    restore: () => void (Date.now = realNow),
  };
}
