import type { PartContent } from "../nouns.ts";
import { gather } from "./gather.ts";
import type { BegunTurn, ClaimedPart, ClaimRequest, Work } from "./work.ts";
import type { Queries } from "./writer.ts";

/**
 * Decides what is next in a conversation and marks it as begun, in the transaction it is called in:
 * first the oldest part that is not sent, then the open turn, then a new turn from what waits.
 */
export async function claimWork(db: Queries, request: ClaimRequest): Promise<Work> {
  return (
    (await claimPart(db, request)) ??
    (await claimOpenTurn(db, request)) ??
    (await claimNewTurn(db, request)) ?? { kind: "nothing" }
  );
}

async function claimPart(
  db: Queries,
  { conversationId, now }: ClaimRequest,
): Promise<Work | undefined> {
  const part = await selectUnsentPart(db, conversationId);
  if (!part) return undefined;
  if (part.dueAt > now) return { kind: "wait", until: part.dueAt };
  if (part.status !== "queued") return { kind: "look_up", part: toClaimedPart(part) };
  await db
    .updateTable("messages")
    .set({ status: "sending", attempts: part.attempt + 1, attempted_at: now })
    .where("id", "=", part.partId)
    .execute();
  const sending = { ...toClaimedPart(part), attempt: part.attempt + 1, attemptedAt: now };
  return { kind: "send", part: sending };
}

function selectUnsentPart(db: Queries, conversationId: number) {
  return db
    .selectFrom("messages as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .innerJoin("lines as l", "l.id", "c.line_id")
    .select(["m.id as partId", "m.conversation_id as conversationId", "m.content", "m.status"])
    .select(["m.attempts as attempt", "m.resends", "m.created_at as createdAt"])
    .select((row) => [
      row.fn.coalesce("m.turn_id", row.lit(0)).as("turnId"),
      row.fn.coalesce("m.due_at", row.lit(0)).as("dueAt"),
      row.fn.coalesce("m.attempted_at", "m.created_at").as("attemptedAt"),
    ])
    .select(["l.channel", "l.account", "l.address as from", "c.address as to"])
    .where("m.conversation_id", "=", conversationId)
    .where("m.status", "in", ["queued", "sending", "unknown"])
    .orderBy("m.id")
    .limit(1)
    .executeTakeFirst();
}

type UnsentPart = NonNullable<Awaited<ReturnType<typeof selectUnsentPart>>>;

function toClaimedPart({ status, dueAt, content, ...part }: UnsentPart): ClaimedPart {
  return { ...part, content: JSON.parse(content) as PartContent };
}

async function claimOpenTurn(db: Queries, request: ClaimRequest): Promise<Work | undefined> {
  const open = await db
    .selectFrom("turns")
    .select(["id", "due_at", "attempts", "deaths"])
    .where("conversation_id", "=", request.conversationId)
    .where("state", "=", "open")
    .executeTakeFirst();
  if (!open) return undefined;
  if (open.due_at > request.now) return { kind: "wait", until: open.due_at };
  if (!request.mayAnswer) return { kind: "crowded" };
  const attempt = open.attempts + 1;
  await db
    .updateTable("turns")
    .set({ attempts: attempt, running: 1 })
    .where("id", "=", open.id)
    .execute();
  return { kind: "answer", turn: await loadTurn(db, open.id, attempt, open.deaths) };
}

async function claimNewTurn(db: Queries, request: ClaimRequest): Promise<Work | undefined> {
  const waiting = await db
    .selectFrom("messages")
    .select(["id", "content", "created_at as createdAt"])
    .where("conversation_id", "=", request.conversationId)
    .where("direction", "=", "inbound")
    .where("turn_id", "is", null)
    .orderBy("id")
    .limit(50)
    .execute();
  const gathered = gather(waiting, request);
  if (gathered.kind === "nothing") return undefined;
  if (gathered.kind === "wait") return gathered;
  if (!request.mayAnswer) return { kind: "crowded" };
  const turnId = await insertTurn(db, request, gathered.messageIds);
  return { kind: "answer", turn: await loadTurn(db, turnId, 1, 0) };
}

async function insertTurn(
  db: Queries,
  { conversationId, now }: ClaimRequest,
  messageIds: number[],
) {
  const { id } = await db
    .insertInto("turns")
    .values({
      conversation_id: conversationId,
      state: "open",
      attempts: 1,
      running: 1,
      deaths: 0,
      due_at: now,
      created_at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db.updateTable("messages").set({ turn_id: id }).where("id", "in", messageIds).execute();
  return id;
}

async function loadTurn(
  db: Queries,
  turnId: number,
  attempt: number,
  deaths: number,
): Promise<BegunTurn> {
  const rows = await db
    .selectFrom("messages as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .innerJoin("lines as l", "l.id", "c.line_id")
    .innerJoin("contacts as p", "p.id", "c.contact_id")
    .select([
      "m.id",
      "m.content",
      "m.created_at as createdAt",
      "m.conversation_id as conversationId",
    ])
    .select((row) => row.fn.coalesce("m.provider_id", row.val("")).as("providerId"))
    .select(["l.channel", "l.account", "l.address as line", "l.enabled"])
    .select(["c.address", "p.name"])
    .where("m.turn_id", "=", turnId)
    .where("m.direction", "=", "inbound")
    .orderBy("m.id")
    .execute();
  const [first] = rows;
  if (!first) throw new Error(`Turn ${turnId} has no message.`);
  return {
    turnId,
    conversationId: first.conversationId,
    attempt,
    deaths,
    channel: first.channel,
    account: first.account,
    line: first.line,
    lineEnabled: first.enabled === 1,
    contact: { address: first.address, ...(first.name !== null && { name: first.name }) },
    messages: rows.map(({ id, providerId, content, createdAt }) => ({
      id,
      providerId,
      content: JSON.parse(content),
      createdAt,
    })),
  };
}
