import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Point } from "./preload/points.ts";

/** One process of the server, from its start until it is killed or asked to finish. */
export type Life = {
  /** Milliseconds since 1970, on the shared clock. */
  startedAt: number;
  /** False when it ended before. */
  ready: Promise<boolean>;
  ended: Promise<void>;
  /** Lets it kill itself when it next comes to this point. */
  arm(point: Point): void;
  kill(): Promise<void>;
  /** SIGTERM; resolves with its exit code. */
  finish(): Promise<number | null>;
  /** Whether it ended although nobody had told it to. */
  diedByItself(): boolean;
  lastWords(): string;
  /** How many of the canaries were found in what it wrote. */
  leaks(): number;
};

type LifeOptions = {
  folder: string;
  settings: Record<string, string>;
  skippedMs: number;
  canaries: readonly string[];
  point?: Point;
  statements?: number;
};

/** Starts the real server as `npm start` does; whoever wants it ready waits for that. */
export function startLife(options: LifeOptions): Life {
  const child = spawnServer(options);
  const startedAt = Date.now();
  const output = listenTo(child, options.canaries);
  let isExpected = options.point !== undefined;
  const ended = once(child, "close").then(() => {});
  const ready = Promise.race([output.ready, ended.then(() => false)]);
  const killWithUs = () => child.kill("SIGKILL");
  process.once("exit", killWithUs);
  void ended.then(() => process.off("exit", killWithUs));

  return {
    startedAt,
    ready,
    ended,
    arm(point) {
      isExpected = true;
      child.send(point);
    },
    async kill() {
      if (isAlive(child)) isExpected = true;
      child.kill("SIGKILL");
      await ended;
    },
    async finish() {
      if (isAlive(child)) isExpected = true;
      child.kill("SIGTERM");
      await ended;
      return child.exitCode;
    },
    diedByItself: () => !isAlive(child) && !isExpected,
    lastWords: output.lastWords,
    leaks: output.leaks,
  };
}

const SERVER = resolve(import.meta.dirname, "../../src");
const PRELOAD = resolve(import.meta.dirname, "preload");

function spawnServer({ folder, settings, skippedMs, point, statements = 0 }: LifeOptions) {
  const preloads = [
    `${SERVER}/compile-cache.js`,
    `${PRELOAD}/clock.ts`,
    `${PRELOAD}/failpoints.ts`,
  ];
  return spawn(
    process.execPath,
    [...preloads.flatMap((file) => ["--import", file]), `${SERVER}/main.ts`],
    {
      cwd: folder,
      env: {
        PATH: process.env["PATH"] ?? "",
        CHAOS_SKIPPED_MS: String(skippedMs),
        CHAOS_STATEMENTS: String(statements),
        ...(point && { CHAOS_POINT: point }),
        ...settings,
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
}

function listenTo(child: ChildProcess, canaries: readonly string[]) {
  const words: string[] = [];
  let leaks = 0;
  const ready = Promise.withResolvers<boolean>();
  const hear = (line: string) => {
    words.push(line);
    if (words.length > 20) words.shift();
    leaks += canaries.filter((canary) => line.includes(canary)).length;
    if (line.includes('"msg":"ready"')) ready.resolve(true);
  };
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on("line", hear);
  return { ready: ready.promise, leaks: () => leaks, lastWords: () => words.join("\n") };
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
