import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { SERVER_ARGUMENTS } from "../../src/demo/real-server.ts";
import { tempFolder } from "./temp-folder.ts";

type LogLine = { msg: string; level: number; [field: string]: unknown };

export type ServerProcess = {
  url: string;
  port: number;
  /** Every JSON line the process has written. */
  lines: LogLine[];
  /** All that was written to standard output and standard error, as it came. */
  output(): string;
  /** Resolves with the first line, old or new, that fits; rejects after `timeoutMs`. */
  waitForLine(fits: (line: LogLine) => boolean, timeoutMs?: number): Promise<LogLine>;
  terminate(signal?: NodeJS.Signals): Promise<{ code: number | null; tookMs: number }>;
  kill(): Promise<void>;
};

/** Starts the real server with these settings and nothing else, and waits until it is ready. */
export async function startServer(options: {
  folder: string;
  settings: Record<string, string>;
}): Promise<ServerProcess> {
  const child = spawnServer(options);
  const watch = watchOutput(child);
  const ready = await Promise.race([
    watch.waitForLine(({ msg }) => msg === "ready", 20_000),
    once(child, "exit").then(([code]) => {
      throw new Error(`The server ended with ${code}:\n${watch.output()}`);
    }),
  ]);
  const port = Number(ready["port"]);
  return {
    ...watch,
    url: `http://127.0.0.1:${port}`,
    port,
    terminate: (signal = "SIGTERM") => end(child, signal),
    async kill() {
      await end(child, "SIGKILL");
    },
  };
}

/** Runs the server until it ends by itself, for settings it must refuse. */
export async function runServer(settings: Record<string, string>) {
  const child = spawnServer({ folder: tempFolder(), settings });
  const watch = watchOutput(child);
  const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
  const [code] = await once(child, "close");
  clearTimeout(timer);
  return { code: code as number | null, output: watch.output() };
}

function spawnServer({ folder, settings }: { folder: string; settings: Record<string, string> }) {
  return spawn(process.execPath, SERVER_ARGUMENTS, {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function watchOutput(child: ChildProcess) {
  const lines: LogLine[] = [];
  const waiting = new Set<() => void>();
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (piece) => (output += String(piece)));
  }
  if (child.stdout) createInterface({ input: child.stdout }).on("line", read);

  return { lines, output: () => output, waitForLine };

  function read(text: string) {
    try {
      lines.push(JSON.parse(text));
    } catch {
      return;
    }
    for (const check of waiting) check();
  }

  function waitForLine(fits: (line: LogLine) => boolean, timeoutMs = 10_000): Promise<LogLine> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(check);
        reject(new Error(`No such log line within ${timeoutMs} ms:\n${output.slice(-4_000)}`));
      }, timeoutMs);
      const check = () => {
        const found = lines.find(fits);
        if (!found) return;
        clearTimeout(timer);
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  const startedAt = performance.now();
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }
  return { code: child.exitCode, tookMs: performance.now() - startedAt };
}
