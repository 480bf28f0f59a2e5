import { cpuMs, hasProcessStats, machineCpuMs, ownCpuMs } from "./process-stats.ts";

/**
 * Watches what the machine does beside us: the returned function gives the share of one core that
 * other programs used since. Numbers measured while others were busy say little.
 */
export function watchOthers(server?: { pid: number }): () => number {
  const startedAt = performance.now();
  const before = othersMs(server);
  return () => Math.max(0, (othersMs(server) - before) / (performance.now() - startedAt));
}

function othersMs(server: { pid: number } | undefined): number {
  if (!hasProcessStats) return 0;
  return machineCpuMs() - ownCpuMs() - (server ? cpuMs(server.pid) : 0);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
