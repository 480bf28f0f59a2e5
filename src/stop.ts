import type { Clock } from "./clock.ts";

type Dependencies = {
  clock: Clock;
  log: Record<"info" | "warn", (fields: object, message: string) => void>;
  /** Begins nothing new; resolves when nothing runs any more. */
  drain(): Promise<void>;
  /** Ends what still runs: it resumes at the next start. */
  interrupt(): void;
  close(): Promise<void>;
};

/** For answers that are being made, and then for their replies to be stored. */
const DRAIN_MS = 20_000;
const INTERRUPTED_MS = 5_000;

/**
 * What happens on SIGTERM: running answers get 20 s, the rest resumes at the next start, exit
 * within 30 s. Webhooks are accepted until the end, as they only have to be stored. A second signal
 * ends the process at once; nothing is lost by that either.
 */
export function createStop({ clock, log, drain, interrupt, close }: Dependencies) {
  let stopping = false;

  return function stop() {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({}, "stopping");
    void finish();
  };

  async function finish() {
    const drained = drain().then(() => "drained" as const);
    if ((await Promise.race([drained, timeout(DRAIN_MS)])) === "timeout") {
      log.warn({}, "answers took too long; they resume at the next start");
      interrupt();
      await Promise.race([drained, timeout(INTERRUPTED_MS)]);
    }
    log.info({}, "stopped");
    await close();
    process.exit(0);
  }

  function timeout(ms: number) {
    return new Promise<"timeout">((resolve) => clock.after(ms, () => resolve("timeout")));
  }
}
