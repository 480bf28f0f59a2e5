import { prepared } from "./prepared.ts";
import { withdrawUnsent } from "./withdraw.ts";
import type { ClaimedPart } from "./work.ts";
import type { Queries } from "./writer.ts";

/**
 * An operator takes the conversation over: the engine is silent until the hold ends, and what it
 * has not said yet is withdrawn. What waited behind that is due: wake the conversation.
 */
export async function beginHold(db: Queries, conversationId: number, now: number) {
  await db
    .insertInto("holds")
    .values((row) => ({
      conversation_id: conversationId,
      began_at: now,
      up_to: row
        .selectFrom("messages")
        .select(({ fn, lit }) => fn.coalesce(fn.max("id"), lit(0)).as("id"))
        .where("conversation_id", "=", conversationId),
    }))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await withdrawUnsent(db, [conversationId], "handed_over");
}

/** Gives the conversation back; one that is not held stays as it is. */
export async function endHold(db: Queries, conversationId: number) {
  await db.deleteFrom("holds").where("conversation_id", "=", conversationId).execute();
}

/** Why nothing may be said to a contact although it is answered. */
export type Silence = "handed_over" | "opted_out";

/** Both may have come while the engine was asked: whoever speaks looks again, in the same transaction. */
export async function silenceOf(db: Queries, conversationId: number): Promise<Silence | undefined> {
  const [row] = await selectSilence(db, { conversationId });
  if (!row) return undefined;
  if (row.heldSince !== null) return "handed_over";
  return row.optedOutAt === null ? undefined : "opted_out";
}

const selectSilence = prepared<{ conversationId: number }>()((db, value) =>
  db
    .selectFrom("conversations as c")
    .innerJoin("contacts as p", "p.id", "c.contact_id")
    .leftJoin("holds as h", "h.conversation_id", "c.id")
    .select(["h.began_at as heldSince", "p.opted_out_at as optedOutAt"])
    .select("p.opted_out_up_to as optedOutUpTo")
    .where("c.id", "=", value("conversationId")),
);

/** Whether an operator took the conversation over after this part of the engine's was written. */
export async function isTakenOver(
  db: Queries,
  { partId, turnId, conversationId }: Pick<ClaimedPart, "partId" | "turnId" | "conversationId">,
): Promise<boolean> {
  if (turnId === null) return false;
  const hold = await db
    .selectFrom("holds")
    .select("conversation_id")
    .where("conversation_id", "=", conversationId)
    .where("up_to", ">=", partId)
    .executeTakeFirst();
  return hold !== undefined;
}

/** Whether the contact has sent STOP since this part was written. */
export async function isStopped(
  db: Queries,
  { conversationId, partId }: Pick<ClaimedPart, "conversationId" | "partId">,
): Promise<boolean> {
  const [row] = await selectSilence(db, { conversationId });
  return row !== undefined && row.optedOutUpTo !== null && partId <= row.optedOutUpTo;
}
