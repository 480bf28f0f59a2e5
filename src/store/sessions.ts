import type { EngineName } from "../nouns.ts";
import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

export type SessionKey = { conversationId: number; engine: EngineName };

/** The stored value, unless it has expired. */
export async function loadSession(db: Queries, key: SessionKey, now: number) {
  const [row] = await selectSession(db, { ...key, now });
  return row?.value;
}

const selectSession = prepared<SessionKey & { now: number }>()((db, value) =>
  db
    .selectFrom("sessions")
    .select("value")
    .where("conversation_id", "=", value("conversationId"))
    .where("engine", "=", value("engine"))
    .where("expires_at", ">", value("now")),
);

export async function saveSession(
  db: Queries,
  { conversationId, engine }: SessionKey,
  value: string,
  expiresAt: number,
) {
  const set = { value, expires_at: expiresAt };
  await db
    .insertInto("sessions")
    .values({ conversation_id: conversationId, engine, ...set })
    .onConflict((conflict) => conflict.columns(["conversation_id", "engine"]).doUpdateSet(set))
    .execute();
}

export async function dropSession(db: Queries, { conversationId, engine }: SessionKey) {
  await db
    .deleteFrom("sessions")
    .where("conversation_id", "=", conversationId)
    .where("engine", "=", engine)
    .execute();
}

/** Forgets what every engine keeps of a conversation, and from now on what was said before. */
export async function resetConversation(db: Queries, conversationId: number, now: number) {
  await db.deleteFrom("sessions").where("conversation_id", "=", conversationId).execute();
  await db
    .updateTable("conversations")
    .set({ reset_at: now })
    .where("id", "=", conversationId)
    .execute();
}
