import type { Answer, EngineName, PartContent, TurnState } from "../nouns.ts";
import { claimWork } from "./claim-work.ts";
import type { ClaimRequest, Work } from "./work.ts";
import type { Queries } from "./writer.ts";

export type TurnEnd = {
  turnId: number;
  state: Exclude<TurnState, "open">;
  reason?: string;
  /** What the engine said, when it was asked. */
  answer?: Answer & { engine: EngineName; tookMs: number };
  /** What the contact gets, in order. */
  parts: PartContent[];
  /** What MORE brings from now on: a text, `null` for nothing; absent leaves it as it is. */
  remainder?: string | null;
};

/**
 * The second durable point: the answer, its parts and the end of the turn, together. A crash
 * after this never asks again. Returns what is next, usually the first part, already claimed.
 */
export async function endTurn(db: Queries, end: TurnEnd, next: ClaimRequest): Promise<Work> {
  await close(db, end, next.now);
  if (end.answer) await insertAnswer(db, end.turnId, end.answer, next.now);
  await insertParts(db, { ...end, ...next }, end.parts);
  if (end.remainder !== undefined)
    await replaceRemainder(db, next.conversationId, end.turnId, end.remainder);
  return claimWork(db, next);
}

/** Tries again at `dueAt`; the attempt stays counted. */
export async function postponeTurn(db: Queries, turnId: number, dueAt: number, reason: string) {
  await db
    .updateTable("turns")
    .set({ running: 0, due_at: dueAt, reason })
    .where("id", "=", turnId)
    .execute();
}

/** Gives a turn back that we stopped ourselves: that attempt does not count. */
export async function releaseTurn(db: Queries, turnId: number) {
  await db
    .updateTable("turns")
    .set((row) => ({ running: 0, attempts: row("attempts", "-", 1) }))
    .where("id", "=", turnId)
    .execute();
}

async function close(db: Queries, { turnId, state, reason }: TurnEnd, now: number) {
  const { numUpdatedRows } = await db
    .updateTable("turns")
    .set({ state, reason: reason ?? null, running: 0, ended_at: now })
    .where("id", "=", turnId)
    .where("state", "=", "open")
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error(`Turn ${turnId} was not open.`);
}

async function insertAnswer(
  db: Queries,
  turnId: number,
  answer: NonNullable<TurnEnd["answer"]>,
  now: number,
) {
  await db
    .insertInto("answers")
    .values({
      turn_id: turnId,
      engine: answer.engine,
      text: answer.text,
      pictures: JSON.stringify(answer.pictures),
      sources: JSON.stringify(answer.sources),
      cut_off: answer.cutOff ? 1 : 0,
      took_ms: answer.tookMs,
      created_at: now,
    })
    .execute();
}

/** New parts of a reply, due at once, behind those that are there. */
export async function insertParts(
  db: Queries,
  { conversationId, turnId, now }: { conversationId: number; turnId: number; now: number },
  parts: PartContent[],
) {
  if (parts.length === 0) return;
  await db
    .insertInto("messages")
    .values(
      parts.map((part) => ({
        conversation_id: conversationId,
        direction: "outbound" as const,
        turn_id: turnId,
        content: JSON.stringify(part),
        created_at: now,
        status: "queued" as const,
        due_at: now,
      })),
    )
    .execute();
}

async function replaceRemainder(
  db: Queries,
  conversationId: number,
  turnId: number,
  text: string | null,
) {
  await db.deleteFrom("remainders").where("conversation_id", "=", conversationId).execute();
  if (text === null) return;
  await db
    .insertInto("remainders")
    .values({ conversation_id: conversationId, turn_id: turnId, text })
    .execute();
}
