import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

/** What MORE brings from now on. */
export async function replaceRemainder(
  db: Queries,
  conversationId: number,
  turnId: number,
  text: string | null,
) {
  await deleteRemainder(db, { conversationId });
  if (text !== null) await insertRemainder(db, { conversationId, turnId, text });
}

const deleteRemainder = prepared<{ conversationId: number }>()((db, value) =>
  db.deleteFrom("remainders").where("conversation_id", "=", value("conversationId")),
);

const insertRemainder = prepared<{ conversationId: number; turnId: number; text: string }>()(
  (db, value) =>
    db.insertInto("remainders").values({
      conversation_id: value("conversationId"),
      turn_id: value("turnId"),
      text: value("text"),
    }),
);
