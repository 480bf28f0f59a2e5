import type { PartContent } from "../nouns.ts";
import { claimWork } from "./claim-work.ts";
import { tellDown } from "./notices.ts";
import type { ClaimRequest, Work } from "./work.ts";
import type { Queries } from "./writer.ts";

export type PostponedTurn = {
  turnId: number;
  dueAt: number;
  reason: string;
  /** What the contact is told, unless it was told so already. */
  notice?: PartContent | undefined;
};

/** Tries again at `dueAt`; the attempt stays counted. Returns what is next until then. */
export async function postponeTurn(
  db: Queries,
  { turnId, dueAt, reason, notice }: PostponedTurn,
  next: ClaimRequest,
): Promise<Work> {
  await db
    .updateTable("turns")
    .set({ running: 0, due_at: dueAt, reason })
    .where("id", "=", turnId)
    .execute();
  if (notice) await tellDown(db, turnId, notice, next);
  return claimWork(db, next);
}

/** Waits until `dueAt` for who is down: the attempt does not count. Returns what is next until then. */
export async function parkTurn(
  db: Queries,
  { turnId, dueAt, notice }: { turnId: number; dueAt: number; notice: PartContent },
  next: ClaimRequest,
): Promise<Work> {
  await releaseTurn(db, turnId, dueAt);
  await tellDown(db, turnId, notice, next);
  return claimWork(db, next);
}

/** Gives a turn back that was not really tried, to be due at `dueAt`: that attempt does not count. */
export async function releaseTurn(db: Queries, turnId: number, dueAt: number) {
  await db
    .updateTable("turns")
    .set((row) => ({ running: 0, due_at: dueAt, attempts: row("attempts", "-", 1) }))
    .where("id", "=", turnId)
    .execute();
}
