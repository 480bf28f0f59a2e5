import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

const LAST_CORE = availableParallelism() - 1;

/** Whether each side gets a core of its own: with `taskset`, and more than one core to share. */
export const isPinned = LAST_CORE > 0 && spawnSync("taskset", ["--version"]).status === 0;

/** Keeps this process, with the load and the stand-ins, on the first core. */
export function pinThisProcess(): void {
  if (isPinned) spawnSync("taskset", ["-acp", "0", String(process.pid)]);
}

/** The command that runs Node on the last core, away from the load. */
export function pinnedNode(): { command: string; first: string[] } {
  if (!isPinned) return { command: process.execPath, first: [] };
  return { command: "taskset", first: ["-c", String(LAST_CORE), process.execPath] };
}
