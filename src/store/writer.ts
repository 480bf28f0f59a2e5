import type { Database } from "better-sqlite3";
import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

export type Queries = Kysely<Schema>;

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

/**
 * Verbs that are called in the same turn of the event loop share one commit: a slow disk then costs
 * one wait for all of them. Each runs in a savepoint of its own, so that one that throws undoes
 * only itself. Reads go through here too: there is one connection, and it must not show a reader
 * what is not yet committed. A batch awaits nothing but the (synchronous) database.
 */
export function createWriter({ sqlite, db }: { sqlite: Database; db: Queries }): Writer {
  const begin = sqlite.prepare("begin immediate");
  const commit = sqlite.prepare("commit");
  const savepoint = sqlite.prepare("savepoint verb");
  const release = sqlite.prepare("release verb");
  const undo = sqlite.prepare("rollback to verb");
  let waiting: Job[] = [];
  let isDueNow = false;

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
    const jobs = waiting;
    waiting = [];
    isDueNow = false;
    // Somebody in a hurry may have taken along what a timer was set for.
    if (jobs.length === 0) return;
    try {
      begin.run();
      const settle: (() => void)[] = [];
      for (const job of jobs) settle.push(await run(job));
      commit.run();
      for (const settleOne of settle) settleOne();
    } catch (error) {
      if (sqlite.inTransaction) sqlite.exec("rollback");
      for (const job of jobs) job.reject(error);
    }
  }

  async function run(job: Job): Promise<() => void> {
    savepoint.run();
    try {
      const result = await job.verb(db);
      release.run();
      return () => job.resolve(result as never);
    } catch (error) {
      undo.run();
      release.run();
      return () => job.reject(error);
    }
  }
}

const SOON_MS = 5;
const LONGEST_GATHERING_MS = 2;
