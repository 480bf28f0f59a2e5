import { sql, type Kysely } from "kysely";

const CHANGES = [
  // What a language model counted, for what answers cost.
  `alter table answers add column input_tokens integer`,
  `alter table answers add column cached_tokens integer`,
  `alter table answers add column output_tokens integer`,
  // When the contact began anew: what came before is history, but nothing to go on from.
  `alter table conversations add column reset_at integer`,
  // The language a contact asked for by using its words; else it goes by the country.
  `alter table contacts add column language text`,
  `create index addresses_of_contact on contact_addresses (contact_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of CHANGES) await sql.raw(change).execute(db);
}
