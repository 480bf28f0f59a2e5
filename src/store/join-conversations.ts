import { sql } from "kysely";
import type { Queries } from "./writer.ts";

/**
 * Moves all that is in a conversation into another one of the same line, and removes it. Its
 * contact is the caller's to merge. Nobody may be at work in the one that goes.
 */
export async function joinConversations(
  db: Queries,
  { goes, stays, address }: { goes: number; stays: number; address: string },
) {
  await sql`update messages set conversation_id = ${stays} where conversation_id = ${goes}`.execute(
    db,
  );
  await sql`update turns set conversation_id = ${stays} where conversation_id = ${goes}`.execute(
    db,
  );
  await moveSessions(db, goes, stays);
  await moveRemainder(db, goes, stays);
  await moveHold(db, goes, stays);
  await sql`
    update conversations as c set address = ${address},
      limit_told_at = nullif(max(ifnull(c.limit_told_at, 0), ifnull(g.limit_told_at, 0)), 0),
      reset_at = nullif(max(ifnull(c.reset_at, 0), ifnull(g.reset_at, 0)), 0)
    from conversations as g where c.id = ${stays} and g.id = ${goes}`.execute(db);
  await sql`delete from conversations where id = ${goes}`.execute(db);
}

/** An engine knows one of the two; the one that stays goes on where it was. */
async function moveSessions(db: Queries, goes: number, stays: number) {
  await sql`update or ignore sessions set conversation_id = ${stays}
    where conversation_id = ${goes}`.execute(db);
  await sql`delete from sessions where conversation_id = ${goes}`.execute(db);
}

/** MORE brings the rest of the newest answer. */
async function moveRemainder(db: Queries, goes: number, stays: number) {
  await sql`
    insert into remainders (conversation_id, turn_id, text)
    select ${stays}, turn_id, text from remainders where conversation_id = ${goes}
    on conflict do update set turn_id = excluded.turn_id, text = excluded.text
      where excluded.turn_id > turn_id`.execute(db);
  await sql`delete from remainders where conversation_id = ${goes}`.execute(db);
}

/** Whoever has taken over one of them has taken over both. */
async function moveHold(db: Queries, goes: number, stays: number) {
  await sql`
    insert into holds (conversation_id, began_at, up_to)
    select ${stays}, began_at, up_to from holds where conversation_id = ${goes}
    on conflict do update set began_at = min(began_at, excluded.began_at),
      up_to = max(up_to, excluded.up_to)`.execute(db);
  await sql`delete from holds where conversation_id = ${goes}`.execute(db);
}
