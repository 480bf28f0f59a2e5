import { sql } from "kysely";
import { literal, unsent } from "./literal.ts";
import type { Queries } from "./writer.ts";

type Waiting = Record<"messages" | "turns" | "queued" | "sending" | "unknown", number>;

/** What is not finished: messages that no turn has gathered, open turns, and parts by their state. */
export async function countWaiting(db: Queries): Promise<Waiting> {
  const { rows } = await sql<{ messages: number; turns: number }>`
    select (select count(*) from messages where direction = 'inbound' and turn_id is null) as messages,
      (select count(*) from turns where state = 'open') as turns`.execute(db);
  const parts = await db
    .selectFrom("messages")
    .select((row) => ["status", row.fn.countAll<number>().as("count")])
    .where("status", "in", unsent)
    .groupBy("status")
    .execute();
  const counts = { messages: 0, turns: 0, queued: 0, sending: 0, unknown: 0, ...rows[0] };
  return { ...counts, ...Object.fromEntries(parts.map(({ status, count }) => [status, count])) };
}

/** When the oldest message came that is not answered yet, for the health report. */
export async function oldestWaiting(db: Queries): Promise<number | undefined> {
  const { rows } = await sql<{ at: number | null }>`
    select min(at) as at from (
      select min(created_at) as at from messages where direction = 'inbound' and turn_id is null
      union all select min(created_at) from turns where state = 'open')`.execute(db);
  return rows[0]?.at ?? undefined;
}

/** When the newest inbound message came or was sent; nothing in a new database. */
export async function newestInbound(db: Queries): Promise<number | undefined> {
  const row = await db
    .selectFrom("messages")
    .select("created_at")
    .where("direction", "=", literal("inbound"))
    .orderBy("id", "desc")
    .limit(sql.lit(1))
    .executeTakeFirst();
  return row?.created_at;
}
