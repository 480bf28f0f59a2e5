import { sql } from "kysely";
import { gather } from "./gather.ts";
import { literal } from "./literal.ts";
import { loadTurn } from "./load-turn.ts";
import { prepared } from "./prepared.ts";
import type { ClaimRequest, Work } from "./work.ts";
import type { Queries } from "./writer.ts";

export async function claimOpenTurn(
  db: Queries,
  turnId: number,
  request: ClaimRequest,
): Promise<Work> {
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

export async function claimNewTurn(db: Queries, request: ClaimRequest): Promise<Work> {
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
