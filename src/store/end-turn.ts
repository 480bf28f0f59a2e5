import type { Language, PartContent, TurnState } from "../nouns.ts";
import { claimWork } from "./claim-work.ts";
import { silenceOf } from "./holds.ts";
import { insertAnswer, type StoredAnswer } from "./insert-answer.ts";
import { insertParts } from "./insert-parts.ts";
import { literal } from "./literal.ts";
import { deleteNotices } from "./notices.ts";
import { setOptedOut } from "./opt-out.ts";
import { prepared } from "./prepared.ts";
import { isOutOfSight } from "./quote.ts";
import { replaceRemainder } from "./remainders.ts";
import { countAnswer } from "./use.ts";
import type { ClaimRequest, Work } from "./work.ts";
import type { Queries } from "./writer.ts";

export type TurnEnd = {
  turnId: number;
  state: Exclude<TurnState, "open">;
  reason?: string;
  /** What the engine said, when it was asked. */
  answer?: StoredAnswer;
  /** What the contact gets, in order. */
  parts: PartContent[];
  /** What MORE brings from now on: a text, `null` for nothing; absent leaves it as it is. */
  remainder?: string | null;
  /** The provider's id of the message that is answered, to be shown with the first part where that helps. */
  quotes?: string | undefined;
  /** The language the contact chose; `null`: none any more. */
  language?: Language | null;
  /** The contact wants no more messages (`true`), or wants them again. */
  optOut?: boolean;
  /** The contact is told of a limit with this. */
  tellsLimit?: boolean;
};

/** How it ended, which may be otherwise than was wanted: an operator may have taken over meanwhile. */
export type EndedTurn = Pick<TurnEnd, "state"> & { reason?: string | undefined; work: Work };

/**
 * The second durable point: the answer, its parts and the end of the turn, together. A crash
 * after this never asks again. Returns what is next, usually the first part, already claimed.
 */
export async function endTurn(db: Queries, end: TurnEnd, next: ClaimRequest): Promise<EndedTurn> {
  const silence = speaks(end) ? await silenceOf(db, next.conversationId) : undefined;
  const { state, reason } = silence && end.state === "answered" ? ENDS[silence] : end;
  await close(db, { turnId: end.turnId, state, reason }, next.now);
  if (end.answer) {
    await insertAnswer(db, end.turnId, end.answer, next.now);
    await countAnswer(db, next.conversationId, next.now);
  }
  const { turnId, optOut } = end;
  if (optOut !== undefined) await setOptedOut(db, { ...next, turnId, optOut });
  if (end.language !== undefined) await setLanguage(db, next.conversationId, end.language);
  if (!silence) await say(db, end, next);
  return { state, reason, work: await claimWork(db, next) };
}

/** What is said to STOP and START itself is always said. */
function speaks({ parts, optOut }: TurnEnd): boolean {
  return parts.length > 0 && optOut === undefined;
}

const ENDS = {
  handed_over: { state: "handed_over", reason: undefined },
  opted_out: { state: "ignored", reason: "opted_out" },
} as const;

async function say(db: Queries, end: TurnEnd, next: ClaimRequest) {
  if (end.tellsLimit) await markLimitTold(db, next);
  const quotes = end.quotes && (await isOutOfSight(db, end.quotes, next)) ? end.quotes : null;
  await insertParts(db, { ...end, ...next, quotes }, end.parts);
  if (end.remainder !== undefined)
    await replaceRemainder(db, next.conversationId, end.turnId, end.remainder);
}

async function setLanguage(db: Queries, conversationId: number, language: Language | null) {
  await db
    .updateTable("contacts")
    .set({ language })
    .where("id", "=", (row) =>
      row.selectFrom("conversations").select("contact_id").where("id", "=", conversationId),
    )
    .execute();
}

async function markLimitTold(db: Queries, { conversationId, now }: ClaimRequest) {
  await db
    .updateTable("conversations")
    .set({ limit_told_at: now })
    .where("id", "=", conversationId)
    .execute();
}

type HowItEnds = Omit<EndedTurn, "work"> & { turnId: number };

async function close(db: Queries, { turnId, state, reason }: HowItEnds, now: number) {
  const closed = await closeOpen(db, { turnId, state, reason: reason ?? null, now });
  if (closed.length !== 1) throw new Error(`Turn ${turnId} was not open.`);
  if (closed[0]?.told === 1) await deleteNotices(db, { turnId });
}

const closeOpen = prepared<{
  turnId: number;
  state: TurnState;
  reason: string | null;
  now: number;
}>()((db, value) =>
  db
    .updateTable("turns")
    .set({ state: value("state"), reason: value("reason"), running: 0, ended_at: value("now") })
    .where("id", "=", value("turnId"))
    .where("state", "=", literal("open"))
    .returning("told"),
);
