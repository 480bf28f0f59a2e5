import { sql } from "kysely";
import { literal } from "./literal.ts";
import { prepared } from "./prepared.ts";
import type { ClaimRequest } from "./work.ts";
import type { Queries } from "./writer.ts";

/** Whether so much came or passed since a message that it should be shown what is answered. */
export async function isOutOfSight(db: Queries, providerId: string, next: ClaimRequest) {
  const [seen] = await selectSince(db, { ...next, providerId });
  return seen !== undefined && (seen.newest > seen.id || next.now - seen.at > SOON_MS);
}

const SOON_MS = 30_000;

const NEWEST = sql<number>`(select max(n.id) from messages n
  where n.conversation_id = m.conversation_id and n.direction = 'inbound')`;

const selectSince = prepared<{ conversationId: number; providerId: string }>()((db, value) =>
  db
    .selectFrom("messages as m")
    .select(["m.id", "m.created_at as at", NEWEST.as("newest")])
    .where("m.conversation_id", "=", value("conversationId"))
    .where("m.direction", "=", literal("inbound"))
    .where("m.provider_id", "=", value("providerId"))
    .orderBy("m.id", "desc")
    .limit(sql.lit(1)),
);
