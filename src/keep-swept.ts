import type { Clock } from "./clock.ts";
import { codeOf } from "./errors.ts";
import type { Store } from "./store/store.ts";

type Dependencies = {
  store: Pick<Store, "sweep">;
  clock: Clock;
  log: Record<"warn", (fields: object, message: string) => void>;
};

/** Sweeps the database at start, and every hour from then on. */
export function keepSwept({ store, clock, log }: Dependencies): void {
  store
    .sweep(clock.now())
    .catch((error: unknown) => log.warn({ code: codeOf(error) }, "the database was not swept"));
  clock.after(HOUR_MS, () => keepSwept({ store, clock, log }));
}

const HOUR_MS = 3_600_000;
