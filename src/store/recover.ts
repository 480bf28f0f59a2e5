import { sql } from "kysely";
import { literal, unsent } from "./literal.ts";
import type { Queries } from "./writer.ts";

/**
 * Takes over what the last process left: nothing runs for it any more. A turn that was being
 * answered is due again and its death is counted; a part that was being sent has an unknown outcome.
 */
export async function recover(db: Queries, now: number): Promise<{ turns: number; parts: number }> {
  const turns = await db
    .updateTable("turns")
    .set((row) => ({ running: 0, deaths: row("deaths", "+", 1), due_at: now }))
    .where("running", "=", 1)
    .where("state", "=", literal("open"))
    .executeTakeFirst();
  await spreadSuspects(db, now);
  const parts = await db
    .updateTable("messages")
    .set({ status: "unknown", due_at: now, error_code: "process_ended" })
    .where("status", "in", unsent)
    .where("status", "=", literal("sending"))
    .executeTakeFirst();
  return { turns: Number(turns.numUpdatedRows), parts: Number(parts.numUpdatedRows) };
}

/**
 * One of the turns that ran at two deaths in a row may be the cause of both. They are tried one after
 * the other, so that a third death does not take the innocent along.
 */
async function spreadSuspects(db: Queries, now: number) {
  const suspects = await db
    .selectFrom("turns")
    .select("id")
    .where("state", "=", literal("open"))
    .where("deaths", "=", 2)
    .orderBy("id")
    .execute();
  for (const [index, { id }] of suspects.entries()) {
    const dueAt = now + index * BETWEEN_SUSPECTS_MS;
    await db.updateTable("turns").set({ due_at: dueAt }).where("id", "=", id).execute();
  }
}

const BETWEEN_SUSPECTS_MS = 20_000;

/** Every conversation in which something is due or waits for its time. */
export async function listConversationsWithWork(db: Queries): Promise<number[]> {
  const rows = await sql<{ id: number }>`
    select conversation_id as id from messages where direction = 'inbound' and turn_id is null
    union select conversation_id from messages where status in ('queued', 'sending', 'unknown')
    union select conversation_id from turns where state = 'open'`.execute(db);
  return rows.rows.map(({ id }) => id);
}
