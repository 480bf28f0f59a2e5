import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

type RealServer = {
  /** Resolves when `/readyz` says so; rejects, with the server's last words, when it ends or takes too long. */
  ready(): Promise<void>;
  /** Resolves with its last words whenever it ends. */
  ended: Promise<string>;
  /** Asks it to finish, and insists after 15 s. */
  stop(): Promise<void>;
};

type Options = {
  settings: NodeJS.ProcessEnv;
  /** Where no `.env` of a developer lies. */
  folder: string;
  url: string;
  onLine: (line: string) => void;
};

/** Starts the server as `npm start` does, in a process of its own. */
export function startRealServer({ settings, folder, url, onLine }: Options): RealServer {
  // A group of its own: Ctrl-C is for the demo, which then stops the server once.
  const child = spawn(process.execPath, SERVER_ARGUMENTS, {
    cwd: folder,
    env: settings,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lastWords = listenTo(child, onLine);
  const ended = once(child, "close").then(([code, signal]) => lastWords(code ?? signal));
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);

  return {
    ended,
    ready: () => Promise.race([untilReady(url), ended.then((words) => fail(words))]),
    async stop() {
      child.kill("SIGTERM");
      const insist = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
      await ended;
      clearTimeout(insist);
      process.off("exit", killWithUs);
    },
  };
}

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** What `npm start` gives to node. */
export const SERVER_ARGUMENTS: readonly string[] = [
  "--import",
  new URL("../compile-cache.js", import.meta.url).href,
  fileURLToPath(new URL("../main.ts", import.meta.url)),
];
const STOP_WITHIN_MS = 15_000;
const READY_WITHIN_MS = 20_000;

/** Passes every log line on, and remembers the last ones for the case that it dies. */
function listenTo(child: ChildProcess, onLine: (line: string) => void) {
  const words: string[] = [];
  const hear = (line: string) => {
    words.push(line);
    if (words.length > 20) words.shift();
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (line) => {
      hear(line);
      onLine(line);
    });
  }
  return (code: unknown) => [`It ended (${String(code)}). Its last words:`, ...words].join("\n  ");
}

async function untilReady(url: string): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  while (Date.now() < giveUpAt) {
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    if (response?.ok) return;
    await delay(50);
  }
  fail(`It did not become ready within ${READY_WITHIN_MS / 1000} s.`);
}

function fail(words: string): never {
  throw new Error(words);
}
