import type { Database } from "better-sqlite3";
import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

export type Queries = Kysely<Schema>;

/** Runs a verb of the store: all of it is on disk when this resolves, or nothing is. */
export type Write = <Result>(verb: (db: Queries) => Promise<Result>) => Promise<Result>;

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
export function createWriter({ sqlite, db }: { sqlite: Database; db: Queries }): Write {
  const begin = sqlite.prepare("begin immediate");
  const commit = sqlite.prepare("commit");
  const savepoint = sqlite.prepare("savepoint verb");
  const release = sqlite.prepare("release verb");
  const undo = sqlite.prepare("rollback to verb");
  let waiting: Job[] = [];

  return function write<Result>(verb: (db: Queries) => Promise<Result>) {
    return new Promise<Result>((resolve, reject) => {
      waiting.push({ verb, resolve, reject });
      if (waiting.length === 1) setImmediate(() => void runBatch());
    });
  };

  async function runBatch() {
    const jobs = waiting;
    waiting = [];
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
