import { existsSync, realpathSync } from "node:fs";
import Database from "better-sqlite3";
import { TellOperator } from "../errors.ts";

/**
 * Keeps a second process off the same database. The lock is an open transaction on a file beside
 * it: the operating system releases it with the process, however that ends.
 */
export function lockDatabase(named: string): { release(): void } {
  // Two names for one file, by a link, are one file.
  const file = existsSync(named) ? realpathSync(named) : named;
  const lock = new Database(`${file}.lock`, { timeout: 0 });
  try {
    lock.pragma("journal_mode = delete");
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new TellOperator(
      "database_in_use",
      `Another Askline process is using ${file}. Stop it first, or set DATABASE_URL to another file.`,
    );
  }
  return { release: () => lock.close() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}
