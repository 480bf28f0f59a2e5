import type { PartContent } from "../nouns.ts";
import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

type Behind = {
  conversationId: number;
  turnId: number | null;
  now: number;
  /** What the first of them shows that it answers. */
  quotes?: string | null;
};

/** New parts of a reply, due at once, behind those that are there. */
export async function insertParts(
  db: Queries,
  { conversationId, turnId, now, quotes = null }: Behind,
  parts: PartContent[],
) {
  for (const [index, part] of parts.entries()) {
    const content = JSON.stringify(part);
    const quoted = index === 0 ? quotes : null;
    await insertPart(db, { conversationId, turnId, now, content, quotes: quoted });
  }
}

const insertPart = prepared<{
  conversationId: number;
  turnId: number | null;
  now: number;
  content: string;
  quotes: string | null;
}>()((db, value) =>
  db.insertInto("messages").values({
    conversation_id: value("conversationId"),
    direction: "outbound",
    turn_id: value("turnId"),
    content: value("content"),
    reply_to: value("quotes"),
    created_at: value("now"),
    status: "queued",
    due_at: value("now"),
  }),
);
