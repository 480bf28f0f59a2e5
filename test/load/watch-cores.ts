import { monitorEventLoopDelay } from "node:perf_hooks";
import { cpuMs, waitedForCoreMs } from "../bench/process-stats.ts";

/** Without these, times that were measured on a shared machine say little. */
export type Cores = {
  /** The share of the time in which the server ran; more than 1 on several cores. */
  serverRan: number;
  /** The share in which it could have run, and others had its core. */
  serverWaited: number;
  /** How late this process was, 1 of 100 times: its own part in what it measures. */
  ownLagMs: number;
};

/** The returned function ends it, and gives what was seen since. */
export function watchCores(server: { pid: number }): () => Cores {
  const startedAtMs = performance.now();
  const [ranMs, waitedMs] = [cpuMs(server.pid), waitedForCoreMs(server.pid)];
  const ownLag = monitorEventLoopDelay({ resolution: 1 });
  ownLag.enable();
  return () => {
    const lastedMs = performance.now() - startedAtMs;
    ownLag.disable();
    return {
      serverRan: (cpuMs(server.pid) - ranMs) / lastedMs,
      serverWaited: (waitedForCoreMs(server.pid) - waitedMs) / lastedMs,
      ownLagMs: ownLag.percentile(99) / 1e6,
    };
  };
}
