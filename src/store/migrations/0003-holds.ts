import { sql, type Kysely } from "kysely";

const CHANGES = [
  // A conversation that an operator has taken over; the row goes when it is given back.
  `create table holds (
    conversation_id integer primary key references conversations (id),
    began_at integer not null,
    -- The newest message at that time: parts up to it are withdrawn.
    up_to integer not null
  ) strict`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of CHANGES) await sql.raw(change).execute(db);
}
