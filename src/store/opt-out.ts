import { sql } from "kysely";
import type { Queries } from "./writer.ts";
import { withdrawUnsent } from "./withdraw.ts";

type Stop = { conversationId: number; messageId: number; at: number };

/** The contacts of these conversations want no more messages, from `at` on; those who said so before stay as they are. */
export async function optOut(db: Queries, stops: Stop[]) {
  for (const { conversationId, messageId, at } of stops) {
    const opted = await db
      .updateTable("contacts")
      .set({ opted_out_at: at, opted_out_up_to: messageId })
      .where("opted_out_at", "is", null)
      .where("id", "=", (row) =>
        row.selectFrom("conversations").select("contact_id").where("id", "=", conversationId),
      )
      .returning("id")
      .execute();
    for (const { id } of opted)
      await withdrawUnsent(db, await conversationsOf(db, id), "opted_out");
  }
}

async function conversationsOf(db: Queries, contactId: number): Promise<number[]> {
  const rows = await db
    .selectFrom("conversations")
    .select("id")
    .where("contact_id", "=", contactId)
    .execute();
  return rows.map(({ id }) => id);
}

/** What the command of a turn asked for: no more messages, from when it was sent on, or messages again. */
export async function setOptedOut(
  db: Queries,
  { conversationId, turnId, optOut }: { conversationId: number; turnId: number; optOut: boolean },
) {
  const sentAt = sql<number>`(select max(created_at) from messages
    where turn_id = ${turnId} and direction = 'inbound')`;
  const newest = sql<number>`(select max(id) from messages)`;
  await db
    .updateTable("contacts")
    .set(({ fn }) => ({
      opted_out_at: optOut ? fn.coalesce("opted_out_at", sentAt) : null,
      opted_out_up_to: optOut ? fn.coalesce("opted_out_up_to", newest) : null,
    }))
    .where("id", "=", (row) =>
      row.selectFrom("conversations").select("contact_id").where("id", "=", conversationId),
    )
    .execute();
}
