import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import pino, { type Logger } from "pino";
import { codeOf, TellOperator } from "./errors.ts";
import { createScrub } from "./scrub.ts";

export type Log = Logger;

type Options = {
  /** Empty: standard output only. */
  logDir: string;
  logLevel: string;
  secrets: readonly string[];
  /** Readable lines on standard output, for people at work on Askline. */
  pretty: boolean;
};

/**
 * JSON lines with ids only, in files of 5 MB, of which the newest is always `current.log` and the
 * ten before it are kept. Written from this thread: a transport in a worker cost 40 ms at p99.
 */
export async function createLog(options: Options): Promise<{ log: Log; flush(): Promise<void> }> {
  const sink = await openStream(options).catch((error: unknown) => {
    const message = `Logs cannot be written to ${options.logDir} (${codeOf(error)}). Set LOG_DIR to a folder this account may write to, or leave it empty.`;
    throw new TellOperator("no_log_folder", message);
  });
  const gathered = gatherLines(sink.stream, createScrub(options.secrets));
  const log = pino(
    { level: options.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: gathered.add },
  );
  return {
    log,
    flush() {
      gathered.writeOut();
      return Promise.race([sink.flush(), sleep(FLUSH_MS)]);
    },
  };
}

type Sink = { stream: { write(line: string): unknown }; flush(): Promise<void> };

/** Nobody may read what we write: that is no reason to stay. */
const FLUSH_MS = 1_000;

/** A system call for each line would cost more than the line itself. */
const GATHER_MS = 20;

function gatherLines(stream: Sink["stream"], scrub: (line: string) => string) {
  let waiting: string[] = [];
  return { add, writeOut };

  function add(line: string) {
    waiting.push(line);
    if (waiting.length === 1) setTimeout(writeOut, GATHER_MS).unref();
  }

  function writeOut() {
    const lines = waiting;
    waiting = [];
    if (lines.length > 0) stream.write(lines.map(scrub).join(""));
  }
}

async function openStream({ logDir, pretty }: Options): Promise<Sink> {
  if (pretty) return prettySink();
  const stream =
    logDir === ""
      ? pino.destination({ dest: 1, sync: false, minLength: 1 })
      : await rolling(logDir);
  // A full disk or a folder that went away costs log lines, not answers.
  stream.on("error", () => {});
  return {
    stream,
    flush: () => new Promise((done) => stream.flush(() => done())),
  };
}

async function rolling(logDir: string) {
  const { default: roll } = await import("pino-roll");
  // pino-roll links to the newest file before it would make the folder.
  mkdirSync(logDir, { recursive: true });
  return roll({
    file: resolve(logDir, "askline"),
    extension: ".log",
    size: "5m",
    limit: { count: 10, removeOtherLogFiles: true },
    symlink: true,
    mkdir: true,
    sync: false,
    // With none, SonicBoom's flush returns before anything is written.
    minLength: 1,
  });
}

/** pino-pretty is there for development only. */
async function prettySink(): Promise<Sink> {
  const { default: pretty } = await import("pino-pretty");
  const stream: Writable = pretty({ colorize: true, ignore: "pid,hostname" });
  return { stream, flush: async () => {} };
}
