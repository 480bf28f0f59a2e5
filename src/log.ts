import { resolve } from "node:path";
import type { Writable } from "node:stream";
import pino, { type Logger } from "pino";
import roll from "pino-roll";
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
  const { stream, flush } = await openStream(options);
  const scrub = createScrub(options.secrets);
  const log = pino(
    { level: options.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => void stream.write(scrub(line)) },
  );
  return { log, flush };
}

type Sink = { stream: { write(line: string): unknown }; flush(): Promise<void> };

async function openStream({ logDir, pretty }: Options): Promise<Sink> {
  if (pretty) return prettySink();
  const stream = logDir === "" ? pino.destination({ dest: 1, sync: false }) : await rolling(logDir);
  return {
    stream,
    flush: () => new Promise((done) => stream.flush(() => done())),
  };
}

function rolling(logDir: string) {
  return roll({
    file: resolve(logDir, "askline"),
    extension: ".log",
    size: "5m",
    limit: { count: 10, removeOtherLogFiles: true },
    symlink: true,
    mkdir: true,
    sync: false,
  });
}

/** pino-pretty is there for development only. */
async function prettySink(): Promise<Sink> {
  const { default: pretty } = await import("pino-pretty");
  const stream: Writable = pretty({ colorize: true, ignore: "pid,hostname" });
  return { stream, flush: async () => {} };
}
