import { sql } from "kysely";
import type { Answer, EngineName, Language, PartContent, TurnState } from "../nouns.ts";
import { claimWork } from "./claim-work.ts";
import { silenceOf } from "./holds.ts";
import { literal } from "./literal.ts";
import { prepared } from "./prepared.ts";
import { resetConversation } from "./sessions.ts";
import { countAnswer } from "./use.ts";
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
  /** The provider's id of the message that is answered, to be shown with the first part where that helps. */
  quotes?: string | undefined;
  /** The contact begins anew: nothing that an engine keeps of the conversation is used any more. */
  reset?: boolean;
  /** The contact speaks this. */
  language?: Language;
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
  if (end.optOut !== undefined) await setOptedOut(db, next.conversationId, end.optOut, next.now);
  if (end.reset) await resetConversation(db, next);
  if (end.language) await setLanguage(db, next.conversationId, end.language);
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

export type PostponedTurn = {
  turnId: number;
  dueAt: number;
  reason: string;
  /** What the contact is told, unless it was told something already. */
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
  if (notice) await tellOnce(db, turnId, notice, next);
  return claimWork(db, next);
}

/** Waits until `dueAt` for who is down: the attempt does not count. Returns what is next until then. */
export async function parkTurn(
  db: Queries,
  { turnId, dueAt, notice }: { turnId: number; dueAt: number; notice: PartContent },
  next: ClaimRequest,
): Promise<Work> {
  await releaseTurn(db, turnId, dueAt);
  await tellOnce(db, turnId, notice, next);
  return claimWork(db, next);
}

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
  return (await tellOnce(db, turnId, notice, next)) ? claimWork(db, next) : { kind: "nothing" };
}

async function tellOnce(db: Queries, turnId: number, notice: PartContent, next: ClaimRequest) {
  if (await silenceOf(db, next.conversationId)) return false;
  if (!(await markTold(db, turnId))) return false;
  await insertParts(db, { ...next, turnId }, [notice]);
  return true;
}

async function markTold(db: Queries, turnId: number): Promise<boolean> {
  const told = await db
    .updateTable("turns")
    .set({ told: 1 })
    .where("id", "=", turnId)
    .where("told", "=", 0)
    .returning("id")
    .execute();
  return told.length > 0;
}

async function setOptedOut(db: Queries, conversationId: number, optOut: boolean, now: number) {
  const newest = sql<number>`(select max(id) from messages)`;
  await db
    .updateTable("contacts")
    .set(({ fn, lit }) => ({
      opted_out_at: optOut ? fn.coalesce("opted_out_at", lit(now)) : null,
      opted_out_up_to: optOut ? fn.coalesce("opted_out_up_to", newest) : null,
    }))
    .where("id", "=", (row) =>
      row.selectFrom("conversations").select("contact_id").where("id", "=", conversationId),
    )
    .execute();
}

async function setLanguage(db: Queries, conversationId: number, language: Language) {
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

/** Gives a turn back that was not really tried, to be due at `dueAt`: that attempt does not count. */
export async function releaseTurn(db: Queries, turnId: number, dueAt: number) {
  await db
    .updateTable("turns")
    .set((row) => ({ running: 0, due_at: dueAt, attempts: row("attempts", "-", 1) }))
    .where("id", "=", turnId)
    .execute();
}

type HowItEnds = Omit<EndedTurn, "work"> & { turnId: number };

async function close(db: Queries, { turnId, state, reason }: HowItEnds, now: number) {
  const closed = await closeOpen(db, { turnId, state, reason: reason ?? null, now });
  if (closed.length !== 1) throw new Error(`Turn ${turnId} was not open.`);
  // "One moment, please" is of no use beside the answer.
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

const deleteNotices = prepared<{ turnId: number }>()((db, value) =>
  db
    .deleteFrom("messages")
    .where("turn_id", "=", value("turnId"))
    .where("status", "=", literal("queued")),
);

async function insertAnswer(
  db: Queries,
  turnId: number,
  { engine, text, pictures, sources, cutOff, tookMs, tokens }: NonNullable<TurnEnd["answer"]>,
  now: number,
) {
  await insertAnswerRow(db, {
    turnId,
    engine,
    text,
    tookMs,
    now,
    pictures: JSON.stringify(pictures),
    sources: JSON.stringify(sources),
    cutOff: cutOff ? 1 : 0,
    input: tokens?.input ?? null,
    cached: tokens?.cached ?? null,
    output: tokens?.output ?? null,
  });
}

const insertAnswerRow = prepared<{
  turnId: number;
  engine: EngineName;
  text: string;
  pictures: string;
  sources: string;
  cutOff: number;
  input: number | null;
  cached: number | null;
  output: number | null;
  tookMs: number;
  now: number;
}>()((db, value) =>
  db.insertInto("answers").values({
    turn_id: value("turnId"),
    engine: value("engine"),
    text: value("text"),
    pictures: value("pictures"),
    sources: value("sources"),
    cut_off: value("cutOff"),
    input_tokens: value("input"),
    cached_tokens: value("cached"),
    output_tokens: value("output"),
    took_ms: value("tookMs"),
    created_at: value("now"),
  }),
);

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

/** Whether so much came or passed since a message that it should be shown what is answered. */
async function isOutOfSight(db: Queries, providerId: string, next: ClaimRequest) {
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

async function replaceRemainder(
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
