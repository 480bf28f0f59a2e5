import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SERVER_ARGUMENTS } from "../../src/demo/real-server.ts";
import { settingsFor } from "./settings.ts";

/** The system calls with which a commit reaches the disk. */
export const CALLS = ["pwrite64", "fsync", "fdatasync"] as const;
export type Call = (typeof CALLS)[number];

/** What goes wrong, and when: the main thread's n-th call of this name fails, or kills the process. */
export type Fault = { call: Call; how: "error=EIO" | "signal=KILL"; when: number };

export type TracedServer = {
  url: string;
  /** How often the main thread made each call so far. */
  counts(): Record<Call, number>;
  /** Whether a call was made to fail. */
  hasFailed(): boolean;
  /** Waits so long for the process to end; then it is killed. */
  end(patienceMs: number): Promise<"exited" | "killed by the fault" | "killed by us">;
};

/** The real server, with one system call of it spoilt. */
export async function startTracedServer(folder: string, fault?: Fault): Promise<TracedServer> {
  const traceFile = join(folder, "trace.txt");
  const trace = () => (existsSync(traceFile) ? readFileSync(traceFile, "utf8") : "");
  const child = spawnTraced(folder, traceFile, fault);
  const exited = once(child, "exit");
  const ready = await Promise.race([portOf(child), exited.then(() => undefined)]);
  if (ready === undefined) throw new Error(`It did not start:\n${trace().slice(-2_000)}`);
  return {
    url: `http://127.0.0.1:${ready}`,
    counts: () => countCalls(trace()),
    hasFailed: () => trace().includes("(INJECTED)"),
    async end(patienceMs) {
      let byUs = false;
      const timer = setTimeout(() => {
        byUs = true;
        kill(mainThread(trace()));
      }, patienceMs);
      await exited;
      clearTimeout(timer);
      if (byUs) return "killed by us";
      const last = new RegExp(`^${mainThread(trace())} +\\+\\+\\+ exited`, "m");
      return last.test(trace()) ? "exited" : "killed by the fault";
    },
  };
}

function spawnTraced(folder: string, traceFile: string, fault: Fault | undefined): ChildProcess {
  // The quick way to trace fails calls, but does not kill.
  const quick = fault?.how === "signal=KILL" ? [] : ["--seccomp-bpf"];
  const inject = fault ? ["-e", `inject=${fault.call}:${fault.how}:when=${fault.when}`] : [];
  const options = ["-f", ...quick, "-o", traceFile, "-e", `trace=${CALLS.join()}`];
  return spawn("strace", [...options, ...inject, process.execPath, ...SERVER_ARGUMENTS], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", ...settingsFor(folder) },
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 30_000,
    killSignal: "SIGTERM",
  });
}

async function portOf({ stdout }: ChildProcess): Promise<number | undefined> {
  if (!stdout) return undefined;
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on("line", (line) => {
      const port = /"port":(\d+).*"ready"/.exec(line)?.[1];
      if (port) resolve(Number(port));
    });
  });
}

function kill(pid: number) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It was faster.
  }
}

function countCalls(trace: string): Record<Call, number> {
  const pid = mainThread(trace);
  const count = (call: Call) => trace.match(new RegExp(`^${pid} +${call}\\(`, "gm"))?.length ?? 0;
  return { pwrite64: count("pwrite64"), fsync: count("fsync"), fdatasync: count("fdatasync") };
}

/** The first to touch the disk is the one that opens the database. */
function mainThread(trace: string): number {
  return Number(/^(\d+) +\w+\(/m.exec(trace)?.[1]);
}
