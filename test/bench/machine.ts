import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { isPinned } from "./pin.ts";

/** What the numbers were measured on, without which they say nothing. */
export function describeMachine(): string {
  const cores = cpus();
  const load = loadavg()
    .map((value) => value.toFixed(2))
    .join(" ");
  return [
    `date     ${new Date().toISOString()}`,
    `node     ${process.version} on ${platform()} ${release()}`,
    `cpu      ${cores.length} x ${cores[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GB`,
    `load     ${load} before the start`,
    `taskset  ${isPinned ? "used: servers on the last core, load and stand-ins on the first" : "not used"}`,
  ].join("\n");
}
