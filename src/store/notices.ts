import type { PartContent } from "../nouns.ts";
import { claimWork } from "./claim-work.ts";
import { silenceOf } from "./holds.ts";
import { insertParts } from "./insert-parts.ts";
import { literal } from "./literal.ts";
import { prepared } from "./prepared.ts";
import type { ClaimRequest, Work } from "./work.ts";
import type { Queries } from "./writer.ts";

/**
 * Tells the contact something about a turn that goes on, unless it was told something already.
 * Returns what is next: the notice, claimed to be sent, or nothing.
 */
export async function addNotice(
  db: Queries,
  turnId: number,
  notice: PartContent,
  next: ClaimRequest,
): Promise<Work> {
  const isTold = await tellOnce(db, { turnId, notice, column: "told" }, next);
  return isTold ? claimWork(db, next) : { kind: "nothing" };
}

/** That a turn waits for somebody who is down: once, also after a "one moment, please". */
export function tellDown(db: Queries, turnId: number, notice: PartContent, next: ClaimRequest) {
  return tellOnce(db, { turnId, notice, column: "told_down" }, next);
}

type Notice = { turnId: number; notice: PartContent; column: "told" | "told_down" };

/** Whether the contact is told: it was not before, and nobody else speaks. */
async function tellOnce(db: Queries, { turnId, notice, column }: Notice, next: ClaimRequest) {
  if (await silenceOf(db, next.conversationId)) return false;
  if (!(await markTold(db, turnId, column))) return false;
  await insertParts(db, { ...next, turnId }, [notice]);
  return true;
}

async function markTold(db: Queries, turnId: number, column: Notice["column"]): Promise<boolean> {
  const told = await db
    .updateTable("turns")
    .set({ told: 1, [column]: 1 })
    .where("id", "=", turnId)
    .where(column, "=", 0)
    .returning("id")
    .execute();
  return told.length > 0;
}

/** "One moment, please" is of no use beside the answer. */
export const deleteNotices = prepared<{ turnId: number }>()((db, value) =>
  db
    .deleteFrom("messages")
    .where("turn_id", "=", value("turnId"))
    .where("status", "=", literal("queued")),
);
