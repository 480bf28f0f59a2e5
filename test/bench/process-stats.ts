import { existsSync, readFileSync } from "node:fs";

/** Whether the system tells about processes in the way of Linux. */
export const hasProcessStats = existsSync("/proc/self/status");

/** Memory that a process holds, in KB. */
export function residentKb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
}

/** CPU time that a process has used so far, all its threads together. 0 where it is not known. */
export function cpuMs(pid: number): number {
  return sum(statOf(pid).slice(0, 2)) * MS_PER_TICK;
}

/** How long the main thread of a process could have run while others had its core. 0 where it is not known. */
export function waitedForCoreMs(pid: number): number {
  const path = `/proc/${pid}/task/${pid}/schedstat`;
  if (!existsSync(path)) return 0;
  const [, waitedNs] = readFileSync(path, "utf8").split(" ");
  return Number(waitedNs) / 1e6;
}

/** CPU time of this process and of those it started that have ended. */
export function ownCpuMs(): number {
  return sum(statOf(process.pid)) * MS_PER_TICK;
}

/** CPU time of all processes on all cores; what the network's interrupts take is not in it. */
export function machineCpuMs(): number {
  if (!hasProcessStats) return 0;
  const [all = ""] = readFileSync("/proc/stat", "utf8").split("\n", 1);
  return sum(all.split(/\s+/).slice(1, 4)) * MS_PER_TICK;
}

/** User and system time of a process, and of its children that have ended, in ticks. */
function statOf(pid: number): string[] {
  if (!hasProcessStats) return [];
  const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
  return fields.split(" ").slice(11, 15);
}

function sum(numbers: readonly string[]): number {
  return numbers.reduce((total, number) => total + Number(number), 0);
}

/** Linux counts in hundredths of a second, whatever its clock does. */
const MS_PER_TICK = 10;
