import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The process that works in this folder, and how much memory it has; nothing where there is no /proc. */
export function memoryOfProcessIn(folder: string): { pid: number; rssMb: number } | undefined {
  const pid = pids().find((one) => read(() => readlinkSync(`/proc/${one}/cwd`)) === folder);
  if (pid === undefined) return undefined;
  const status = read(() => readFileSync(`/proc/${pid}/status`, "utf8")) ?? "";
  return { pid, rssMb: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024) };
}

function pids(): number[] {
  return (read(() => readdirSync("/proc")) ?? []).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** A process may end while one looks at it. */
function read<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
