import Database from "better-sqlite3";
import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

export type Queries = Kysely<Schema> & {
  /** Runs a statement on the same connection, without the six promises of Kysely's way to it. */
  runDirectly(text: string, parameters: readonly unknown[]): unknown[] | Promise<unknown[]>;
};

/** Runs a verb of the store: all of it is on disk when this resolves, or nothing is. */
export type Write = <Result>(verb: (db: Queries) => Promise<Result>) => Promise<Result>;

export type Writer = {
  write: Write;
  /** For what nobody waits for: joins the next commit, and waits for one up to 5 ms. */
  writeSoon: Write;
};

type Job = {
  verb: (db: Queries) => Promise<unknown>;
  resolve(result: never): void;
  reject(error: unknown): void;
};

export type WriterOptions = {
  sqlite: Database.Database;
  db: Queries;
  /** The file or the disk failed. What is committed is safe; nothing more may be believed. */
  onBroken?(error: Error): void;
  onCommit?(seconds: number): void;
};

/**
 * Verbs that are called in the same turn of the event loop share one commit: a slow disk then costs
 * one wait for all of them. Each runs in a savepoint of its own, so that one that throws undoes
 * only itself. Reads go through here too: there is one connection, and it must not show a reader
 * what is not yet committed. A batch awaits nothing but the (synchronous) database.
 */
export function createWriter({ sqlite, db, onBroken = fail, onCommit }: WriterOptions): Writer {
  const begin = sqlite.prepare("begin immediate");
  const commit = sqlite.prepare("commit");
  const savepoint = sqlite.prepare("savepoint verb");
  const release = sqlite.prepare("release verb");
  const undo = sqlite.prepare("rollback to verb");
  const waiting: Job[] = [];
  let isDueNow = false;
  let broken: Error | undefined;

  return {
    write: (verb) => {
      if (!isDueNow) gatherMore(0, performance.now());
      isDueNow = true;
      return join(verb);
    },
    writeSoon: (verb) => {
      if (waiting.length === 0) setTimeout(() => void runBatch(), SOON_MS);
      return join(verb);
    },
  };

  function join<Result>(verb: (db: Queries) => Promise<Result>) {
    return new Promise<Result>((resolve, reject) => waiting.push({ verb, resolve, reject }));
  }

  /** As long as others keep arriving, a commit for all of them is cheaper for each. */
  function gatherMore(seen: number, since: number) {
    setImmediate(() => {
      const isGrowing = waiting.length > seen && performance.now() - since < LONGEST_GATHERING_MS;
      if (isGrowing) gatherMore(waiting.length, since);
      else void runBatch();
    });
  }

  async function runBatch() {
    const jobs = waiting.splice(0, MOST_JOBS);
    isDueNow = waiting.length > 0;
    // In between, whoever asks whether we live gets an answer.
    if (isDueNow) setImmediate(() => void runBatch());
    // Somebody in a hurry may have taken along what a timer was set for.
    if (jobs.length === 0) return;
    try {
      if (broken) throw broken;
      begin.run();
      const settle: (() => void)[] = [];
      for (const job of jobs) settle.push(await run(job));
      const startedAt = performance.now();
      commit.run();
      const tookMs = performance.now() - startedAt;
      for (const settleOne of settle) settleOne();
      onCommit?.(tookMs / 1000);
    } catch (error) {
      for (const job of jobs) job.reject(error);
      if (isBroken(error)) breakOff(error);
      else if (sqlite.inTransaction) sqlite.exec("rollback");
    }
  }

  /** After a failed fsync SQLite would go on as if nothing had happened, and so lose what it then confirms. */
  function breakOff(error: Error) {
    if (!broken) onBroken(error);
    broken = error;
  }

  async function run(job: Job): Promise<() => void> {
    savepoint.run();
    try {
      const result = await job.verb(db);
      release.run();
      return () => job.resolve(result as never);
    } catch (error) {
      if (isBroken(error)) throw error;
      undo.run();
      release.run();
      return () => job.reject(error);
    }
  }
}

/** Nobody who listens is no reason to go on. */
function fail(error: Error): never {
  throw error;
}

function isBroken(error: unknown): error is Error {
  return (
    error instanceof Database.SqliteError &&
    /^SQLITE_(IOERR|FULL|CORRUPT|NOTADB|READONLY|CANTOPEN)/.test(error.code)
  );
}

const MOST_JOBS = 500;
const SOON_MS = 5;
const LONGEST_GATHERING_MS = 2;
