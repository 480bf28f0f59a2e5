import { sql, type Kysely } from "kysely";

const CHANGES = [
  // When the contact gave up a number, which may become a stranger's; null: it is its own.
  `alter table contact_addresses add column ended_at integer`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of CHANGES) await sql.raw(change).execute(db);
}
