import { sql, type Kysely } from "kysely";

/** Whether the contact was told that its turn waits for somebody who is down: "one moment" is another word. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table turns add column told_down integer not null default 0
    check (told_down in (0, 1))`.execute(db);
}
