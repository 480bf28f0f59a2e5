import Database from "better-sqlite3";

/** What another connection sees in a database file: only what is committed. */
export function readRows(file: string, sql: string): Record<string, unknown>[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare<[], Record<string, unknown>>(sql).all();
  } finally {
    database.close();
  }
}
