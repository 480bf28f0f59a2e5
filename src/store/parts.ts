import { literal } from "./literal.ts";
import type { ClaimedPart } from "./work.ts";
import type { Queries } from "./writer.ts";

/** Ids at the provider of the other parts that went to this conversation: its newest ones. */
export async function listProviderIds(db: Queries, part: ClaimedPart): Promise<Set<string>> {
  const rows = await db
    .selectFrom("messages")
    .select("provider_id")
    .where("conversation_id", "=", part.conversationId)
    .where("direction", "=", literal("outbound"))
    .where("provider_id", "is not", null)
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  return new Set(rows.flatMap(({ provider_id }) => provider_id ?? []));
}

/** Whether another part of its turn was sent since then. */
export async function wasHeardSince(db: Queries, part: ClaimedPart, since: number) {
  const heard = await db
    .selectFrom("messages")
    .select("id")
    .where("turn_id", "=", part.turnId)
    .where("direction", "=", literal("outbound"))
    .where("id", "!=", part.partId)
    .where("attempted_at", ">", since)
    .where("status", "in", ["sent", "delivered", "read"])
    .executeTakeFirst();
  return heard !== undefined;
}

/** What MORE would bring, if there is anything. */
export async function loadRemainder(db: Queries, conversationId: number) {
  const row = await db
    .selectFrom("remainders")
    .select("text")
    .where("conversation_id", "=", conversationId)
    .executeTakeFirst();
  return row?.text;
}
