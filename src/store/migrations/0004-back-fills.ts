import { sql, type Kysely } from "kysely";

const CHANGES = [
  // Up to when it is certain that everything a provider has for us is here.
  `create table back_fills (
    channel text not null,
    account text not null,
    -- What came before was somebody else's to answer.
    began_at integer not null,
    complete_until integer not null,
    primary key (channel, account)
  ) strict, without rowid`,
  // The newest message when the contact wanted no more: parts up to it are withdrawn.
  `alter table contacts add column opted_out_up_to integer`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of CHANGES) await sql.raw(change).execute(db);
}
