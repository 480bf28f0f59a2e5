import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  type IBreaker,
  type Policy,
} from "cockatiel";
import { Unavailable } from "./errors.ts";

export type Breaker = {
  /**
   * Runs `call`, which hears whether it is the one that tries whether the other side is back.
   * @throws Unavailable at once while it is down
   */
  run<Result>(call: (isProbe: boolean) => Promise<Result>): Promise<Result>;
};

type Dependencies = {
  /** What counts as a failure of the other side. */
  failures: Policy;
  /** Whether so many failures in a row may count as an outage at all. */
  isEnough?: () => boolean;
  onChange(isDown: boolean): void;
};

/** So many failures in a row, whoever asked, are an outage. */
const FAILURES = 5;
/** How long nobody is asked before one tries again. */
const PAUSE_SECONDS = 10;

/** A little later each time for somebody else, so that it is not always the same one who tries. */
export function pauseSeconds(): number {
  return PAUSE_SECONDS + Math.floor(Math.random() * 6);
}

function down(): Unavailable {
  return new Unavailable("down", pauseSeconds());
}

/** Spares a provider or an engine that is down, and the attempts of those who wait for it. */
export function createBreaker({
  failures,
  isEnough = () => true,
  onChange,
}: Dependencies): Breaker {
  const breaker = circuitBreaker(failures, {
    halfOpenAfter: PAUSE_SECONDS * 1000,
    breaker: afterFailuresInARow(isEnough),
  });
  breaker.onBreak(() => onChange(true));
  breaker.onReset(() => onChange(false));

  return {
    async run(call) {
      // Whoever waited for the probe would hold a place, and could die of it, without having been tried.
      if (breaker.state === CircuitState.HalfOpen) throw down();
      try {
        return await breaker.execute(() => call(breaker.state === CircuitState.HalfOpen));
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw down();
        throw error;
      }
    },
  };
}

function afterFailuresInARow(isEnough: () => boolean): IBreaker {
  let failures = 0;
  return {
    state: undefined,
    success: () => void (failures = 0),
    failure() {
      failures += 1;
      return failures >= FAILURES && isEnough();
    },
  };
}
