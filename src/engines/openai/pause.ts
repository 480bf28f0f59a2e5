import type { Clock } from "../../clock.ts";
import { Interrupted } from "../../errors.ts";

/** Waits for so long. @throws Interrupted as soon as nobody wants the answer any more */
export function pause(ms: number, clock: Pick<Clock, "after">, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const cancel = clock.after(ms, resolve);
  const stop = () => {
    cancel();
    reject(new Interrupted("aborted"));
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  return promise.finally(() => signal.removeEventListener("abort", stop));
}
