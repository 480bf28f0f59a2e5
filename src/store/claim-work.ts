import { claimPart } from "./claim-part.ts";
import { claimNewTurn, claimOpenTurn } from "./claim-turn.ts";
import { literal, unsent } from "./literal.ts";
import { prepared } from "./prepared.ts";
import type { ClaimRequest, Work } from "./work.ts";
import type { Queries } from "./writer.ts";

/**
 * Decides what is next in a conversation and marks it as begun, in the transaction it is called in:
 * first the oldest part that is not sent, then the open turn, then a new turn from what waits.
 */
export async function claimWork(db: Queries, request: ClaimRequest): Promise<Work> {
  const [due] = await findDue(db, request);
  if (due?.partId) return (await claimPart(db, due.partId, request.now)) ?? claimWork(db, request);
  if (due?.turnId) return claimOpenTurn(db, due.turnId, request);
  if (due?.messageId) return claimNewTurn(db, request);
  return { kind: "nothing" };
}

/** What there is, in one statement: mostly there is nothing. */
const findDue = prepared<{ conversationId: number }>()((db, value) =>
  db.selectNoFrom((from) => [
    from
      .selectFrom("messages")
      .select((row) => row.fn.min("id").as("id"))
      .where("conversation_id", "=", value("conversationId"))
      .where("status", "in", unsent)
      .as("partId"),
    from
      .selectFrom("turns")
      .select("id")
      .where("conversation_id", "=", value("conversationId"))
      .where("state", "=", literal("open"))
      .as("turnId"),
    from
      .selectFrom("messages")
      .select((row) => row.fn.min("id").as("id"))
      .where("conversation_id", "=", value("conversationId"))
      .where("direction", "=", literal("inbound"))
      .where("turn_id", "is", null)
      .as("messageId"),
  ]),
);
