import { sql, type Kysely } from "kysely";

const CHANGES = [
  // Whether the contact was told that the answer takes long, or that somebody cannot be reached.
  `alter table turns add column told integer not null default 0 check (told in (0, 1))`,
  `alter table contacts add column opted_out_at integer`,
  // When the contact was told last that there is a limit.
  `alter table conversations add column limit_told_at integer`,
  `create table usage (
    day text not null,
    business_id integer not null references businesses (id),
    contact_id integer not null references contacts (id),
    answers integer not null,
    primary key (day, business_id, contact_id)
  ) strict, without rowid`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const change of CHANGES) await sql.raw(change).execute(db);
}
