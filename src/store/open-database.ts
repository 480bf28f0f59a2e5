import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { lockDatabase } from "./lock.ts";
import type { Schema } from "./schema.ts";
import type { Queries } from "./writer.ts";

export type OpenDatabase = { sqlite: Database.Database; db: Queries; close(): void };

/** Opens (and makes) the file for this process alone. @throws TellOperator when another one has it */
export function openDatabase(file: string): OpenDatabase {
  mkdirSync(dirname(file), { recursive: true });
  const lock = lockDatabase(file);
  // Whoever looks at the file with another tool may lock it: that must not stop the event loop for long.
  const sqlite = new Database(file, { timeout: 250 });
  sqlite.pragma("journal_mode = wal");
  // An existing WAL database opens at NORMAL, which does not survive a power cut.
  sqlite.pragma("synchronous = full");
  sqlite.pragma("foreign_keys = on");
  const database = withPreparedOnce(sqlite);
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
  return {
    sqlite,
    db: Object.assign(db, { runDirectly }),
    close() {
      sqlite.close();
      lock.release();
    },
  };

  function runDirectly(text: string, parameters: readonly unknown[]): unknown[] {
    const statement = database.prepare(text);
    if (statement.reader) return statement.all(parameters);
    statement.run(parameters);
    return [];
  }
}

/** Kysely prepares each query anew; the texts repeat, so the statements are kept. */
function withPreparedOnce(sqlite: Database.Database) {
  const statements = new Map<string, Database.Statement>();
  return {
    prepare(text: string): Database.Statement {
      const known = statements.get(text);
      if (known) return known;
      // Batches have many lengths: without a limit, so would the map.
      if (statements.size >= MOST_STATEMENTS) statements.clear();
      const statement = sqlite.prepare(withFixedPlan(text));
      statements.set(text, statement);
      return statement;
    },
    close: () => {},
  };
}

/**
 * SQLite looks at the values of bare parameters to choose a plan, and so plans a statement anew each
 * time it runs: 5 to 20 us, against 0.5 us. It does not look into an expression. Where a range is
 * compared (`<=`) the index is chosen by other columns, and the text stays as it is.
 */
function withFixedPlan(text: string): string {
  return text.replace(/(?<= (?:[=<>]|limit) )\?/g, "+?");
}

const MOST_STATEMENTS = 1_000;
