import type { StatusUpdate } from "../nouns.ts";
import { movesForward } from "./status-rank.ts";
import type { Queries } from "./writer.ts";

/** What a status changed: the part, or nothing when it was old or came before its part. */
export type StatusReceipt =
  | { kind: "moved"; partId: number; conversationId: number; status: StatusUpdate["status"] }
  | { kind: "unchanged"; partId: number }
  | { kind: "early"; providerId: string };

/** Applies delivery statuses, in any order they come; one that overtook its part is kept for it. */
export async function recordStatuses(
  db: Queries,
  updates: StatusUpdate[],
  now: number,
): Promise<StatusReceipt[]> {
  const receipts: StatusReceipt[] = [];
  for (const update of updates) receipts.push(await recordStatus(db, update, now));
  return receipts;
}

async function recordStatus(
  db: Queries,
  update: StatusUpdate,
  now: number,
): Promise<StatusReceipt> {
  const part = await findPart(db, update);
  if (!part?.status) {
    await keepEarly(db, update, now);
    return { kind: "early", providerId: update.providerId };
  }
  if (!movesForward(part.status, update.status)) return { kind: "unchanged", partId: part.id };
  await db
    .updateTable("messages")
    .set({
      status: update.status,
      provider_id: update.providerId,
      error_code: update.errorCode ?? null,
    })
    .where("id", "=", part.id)
    .execute();
  return {
    kind: "moved",
    partId: part.id,
    conversationId: part.conversation_id,
    status: update.status,
  };
}

async function findPart(db: Queries, { providerId, partId, channel, account }: StatusUpdate) {
  const columns = ["messages.id", "messages.status", "messages.conversation_id"] as const;
  const known = await db
    .selectFrom("messages")
    .select(columns)
    .where("provider_id", "=", providerId)
    .where("direction", "=", "outbound")
    .executeTakeFirst();
  if (known || partId === undefined) return known;
  // The callback was faster than the answer to our request, or that answer never came.
  return db
    .selectFrom("messages")
    .innerJoin("conversations as c", "c.id", "messages.conversation_id")
    .innerJoin("lines as l", "l.id", "c.line_id")
    .select(columns)
    .where("messages.id", "=", partId)
    .where("messages.direction", "=", "outbound")
    .where("messages.provider_id", "is", null)
    .where("messages.attempts", ">", 0)
    .where("l.channel", "=", channel)
    .where("l.account", "=", account)
    .executeTakeFirst();
}

async function keepEarly(db: Queries, update: StatusUpdate, now: number) {
  const key = {
    channel: update.channel,
    account: update.account,
    provider_id: update.providerId,
  };
  const kept = await db
    .selectFrom("early_statuses")
    .select("status")
    .where((row) => row.and(key))
    .executeTakeFirst();
  if (kept && !movesForward(kept.status, update.status)) return;
  const set = { status: update.status, error_code: update.errorCode ?? null, received_at: now };
  await db
    .insertInto("early_statuses")
    .values({ ...key, ...set })
    .onConflict((conflict) =>
      conflict.columns(["channel", "account", "provider_id"]).doUpdateSet(set),
    )
    .execute();
}
