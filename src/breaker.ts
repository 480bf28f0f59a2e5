import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
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
  onChange(isDown: boolean): void;
};

/** So many failures in a row, whoever asked, are an outage. */
const FAILURES = 5;
/** How long nobody is asked before one tries again. */
export const PAUSE_SECONDS = 10;

/** Spares a provider or an engine that is down, and the attempts of those who wait for it. */
export function createBreaker({ failures, onChange }: Dependencies): Breaker {
  const breaker = circuitBreaker(failures, {
    halfOpenAfter: PAUSE_SECONDS * 1000,
    breaker: new ConsecutiveBreaker(FAILURES),
  });
  breaker.onBreak(() => onChange(true));
  breaker.onReset(() => onChange(false));

  return {
    async run(call) {
      try {
        return await breaker.execute(() => call(breaker.state === CircuitState.HalfOpen));
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw new Unavailable("down", PAUSE_SECONDS);
        throw error;
      }
    },
  };
}
