import { sql, type Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import * as first from "./migrations/0001-first.ts";
import * as notices from "./migrations/0002-notices.ts";
import * as holds from "./migrations/0003-holds.ts";
import * as backFills from "./migrations/0004-back-fills.ts";
import * as engines from "./migrations/0005-engines.ts";
import * as endedAddresses from "./migrations/0006-ended-addresses.ts";
import * as toldDown from "./migrations/0007-told-down.ts";
import type { Schema } from "./schema.ts";

/** Named in the order they run. Migrations only ever add. */
export const migrations = {
  "0001-first": first,
  "0002-notices": notices,
  "0003-holds": holds,
  "0004-back-fills": backFills,
  "0005-engines": engines,
  "0006-ended-addresses": endedAddresses,
  "0007-told-down": toldDown,
};

/** Brings the database to the newest schema; a migration that fails leaves nothing behind and is thrown. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  // Kysely runs them without a transaction on SQLite: a kill in between would leave half of one.
  await sql`begin immediate`.execute(db);
  const { error } = await migrator.migrateToLatest();
  await sql.raw(error ? "rollback" : "commit").execute(db);
  if (error) throw error;
}
