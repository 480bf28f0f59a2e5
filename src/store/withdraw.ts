import type { Silence } from "./holds.ts";
import { literal } from "./literal.ts";
import type { Queries } from "./writer.ts";

/**
 * Takes back what the engine has written and nobody has sent yet. What may have gone out already is
 * looked up as ever, but never sent again.
 */
export async function withdrawUnsent(db: Queries, conversationIds: number[], why: Silence) {
  if (conversationIds.length === 0) return;
  const unsent = db
    .updateTable("messages")
    .where("conversation_id", "in", conversationIds)
    .where("turn_id", "is not", null);
  await unsent
    .set({ status: "failed", error_code: why })
    .where("status", "=", literal("queued"))
    .execute();
  await unsent
    .set({ resends: 1 })
    .where("status", "in", [literal("sending"), literal("unknown")])
    .execute();
}
