import { sql } from "kysely";
import type { PartContent } from "../nouns.ts";
import { gather } from "./gather.ts";
import { literal, unsent } from "./literal.ts";
import { loadTurn } from "./load-turn.ts";
import { prepared } from "./prepared.ts";
import type { ClaimedPart, ClaimRequest, Work } from "./work.ts";
import type { Queries } from "./writer.ts";

/**
 * Decides what is next in a conversation and marks it as begun, in the transaction it is called in:
 * first the oldest part that is not sent, then the open turn, then a new turn from what waits.
 */
export async function claimWork(db: Queries, request: ClaimRequest): Promise<Work> {
  const [due] = await findDue(db, request);
  if (due?.partId) return claimPart(db, due.partId, request);
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

async function claimPart(db: Queries, partId: number, { now }: ClaimRequest): Promise<Work> {
  const [row] = await selectPart(db, { partId });
  if (!row) throw new Error(`Part ${partId} has gone.`);
  const { status, dueAt, content, lastInboundAt, address, sentTo, ...ids } = row;
  const to = status === "queued" ? address : (sentTo ?? address);
  const part: ClaimedPart = { ...ids, to, content: JSON.parse(content) as PartContent };
  if (dueAt > now) return { kind: "wait", until: dueAt };
  if (status !== "queued") return { kind: "look_up", part };
  // Kept until the contact writes again: that opens the window, and wakes the conversation.
  if (lastInboundAt === null || now - lastInboundAt > WINDOW_MS) return { kind: "nothing" };
  const attempt = part.attempt + 1;
  await markSending(db, { partId, attempt, to, now });
  return { kind: "send", part: { ...part, attempt, attemptedAt: now } };
}

/** WhatsApp takes free texts for 24 hours after a contact's last message; five minutes are for the way. */
const WINDOW_MS = 24 * 3_600_000 - 5 * 60_000;

const selectPart = prepared<{ partId: number }>()((db, value) =>
  db
    .selectFrom("messages as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .innerJoin("lines as l", "l.id", "c.line_id")
    .select(["m.id as partId", "m.conversation_id as conversationId", "m.content", "m.status"])
    .select(["m.attempts as attempt", "m.resends", "m.created_at as createdAt"])
    .select((row) => [
      row.fn.coalesce("m.turn_id", row.lit(0)).as("turnId"),
      row.fn.coalesce("m.due_at", row.lit(0)).as("dueAt"),
      row.fn.coalesce("m.attempted_at", "m.created_at").as("attemptedAt"),
      row
        .selectFrom("messages as i")
        .select("i.created_at")
        .whereRef("i.conversation_id", "=", "m.conversation_id")
        .where("i.direction", "=", literal("inbound"))
        .orderBy("i.id", "desc")
        .limit(sql.lit(1))
        .as("lastInboundAt"),
    ])
    .select(["l.channel", "l.account", "l.address as from", "c.address", "m.sent_to as sentTo"])
    .where("m.id", "=", value("partId")),
);

const markSending = prepared<{ partId: number; attempt: number; to: string; now: number }>()(
  (db, value) =>
    db
      .updateTable("messages")
      .set({
        status: "sending",
        attempts: value("attempt"),
        attempted_at: value("now"),
        sent_to: value("to"),
      })
      .where("id", "=", value("partId")),
);

async function claimOpenTurn(db: Queries, turnId: number, request: ClaimRequest): Promise<Work> {
  const [open] = await selectTurn(db, { turnId });
  if (!open) throw new Error(`Turn ${turnId} has gone.`);
  if (open.due_at > request.now) return { kind: "wait", until: open.due_at };
  if (!request.mayAnswer) return { kind: "crowded" };
  const attempt = open.attempts + 1;
  await markRunning(db, { turnId, attempt });
  return { kind: "answer", turn: await loadTurn(db, { turnId, attempt, now: request.now }) };
}

const selectTurn = prepared<{ turnId: number }>()((db, value) =>
  db.selectFrom("turns").select(["due_at", "attempts", "deaths"]).where("id", "=", value("turnId")),
);

const markRunning = prepared<{ turnId: number; attempt: number }>()((db, value) =>
  db
    .updateTable("turns")
    .set({ attempts: value("attempt"), running: 1 })
    .where("id", "=", value("turnId")),
);

async function claimNewTurn(db: Queries, request: ClaimRequest): Promise<Work> {
  const { conversationId, now } = request;
  const gathered = gather(await selectWaiting(db, { conversationId }), request);
  if (gathered.kind !== "turn") return gathered;
  // A command asks no engine: STOP does not wait until others have their answers.
  if (!request.mayAnswer && !gathered.isCommand) return { kind: "crowded" };
  const [turn] = await insertTurn(db, { conversationId, now });
  if (!turn) throw new Error("The turn was not inserted.");
  await assignMessages(db, { turnId: turn.id, messageIds: JSON.stringify(gathered.messageIds) });
  return { kind: "answer", turn: await loadTurn(db, { turnId: turn.id, attempt: 1, now }) };
}

const selectWaiting = prepared<{ conversationId: number }>()((db, value) =>
  db
    .selectFrom("messages")
    .select(["id", "content", "created_at as createdAt"])
    .where("conversation_id", "=", value("conversationId"))
    .where("direction", "=", literal("inbound"))
    .where("turn_id", "is", null)
    .orderBy("id")
    .limit(sql.lit(50)),
);

const insertTurn = prepared<{ conversationId: number; now: number }>()((db, value) =>
  db
    .insertInto("turns")
    .values({
      conversation_id: value("conversationId"),
      state: "open",
      attempts: 1,
      running: 1,
      deaths: 0,
      due_at: value("now"),
      created_at: value("now"),
    })
    .returning("id"),
);

const assignMessages = prepared<{ turnId: number; messageIds: string }>()((db, value) =>
  db
    .updateTable("messages")
    .set({ turn_id: value("turnId") })
    .where("id", "in", sql<number>`(select value from json_each(${value("messageIds")}))`),
);
