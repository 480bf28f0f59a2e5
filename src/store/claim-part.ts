import { sql } from "kysely";
import type { PartContent } from "../nouns.ts";
import type { Silence } from "./holds.ts";
import { NEWEST_INBOUND_AT } from "./newest-inbound.ts";
import { prepared } from "./prepared.ts";
import { setStatus } from "./set-status.ts";
import type { ClaimedPart, Work } from "./work.ts";
import type { Queries } from "./writer.ts";

/**
 * What the oldest unsent part of a conversation asks for. Hold, opt-out and window may have changed
 * since it was written. Nothing when it was withdrawn: there may be another one.
 */
export async function claimPart(
  db: Queries,
  partId: number,
  now: number,
): Promise<Work | undefined> {
  const [row] = await selectPart(db, { partId });
  if (!row) throw new Error(`Part ${partId} has gone.`);
  const {
    status,
    dueAt,
    content,
    newestInboundAt,
    address,
    sentTo,
    heldUpTo,
    optedOutUpTo,
    ...ids
  } = row;
  const to = status === "queued" ? address : (sentTo ?? address);
  const part: ClaimedPart = { ...ids, to, content: JSON.parse(content) as PartContent };
  if (status === "queued" && (await isWithdrawn(db, row))) return undefined;
  if (dueAt > now) return { kind: "wait", until: dueAt };
  if (status !== "queued") return { kind: "look_up", part };
  // Kept until the contact writes again: that opens the window, and wakes the conversation.
  if (now - newestInboundAt > WINDOW_MS) return { kind: "nothing" };
  const attempt = part.attempt + 1;
  await markSending(db, { partId, attempt, to, now });
  return { kind: "send", part: { ...part, attempt, attemptedAt: now } };
}

type Permission = {
  partId: number;
  turnId: number | null;
  heldUpTo: number | null;
  optedOutUpTo: number | null;
};

async function isWithdrawn(db: Queries, part: Permission): Promise<boolean> {
  const silence = silenceAfter(part);
  if (!silence) return false;
  const withdrawn = { status: "failed", errorCode: silence, providerId: null } as const;
  await setStatus(db, { partId: part.partId, ...withdrawn });
  return true;
}

/** What was written before an operator took over, or before STOP, is not said after it. */
function silenceAfter(part: Permission): Silence | undefined {
  // An operator wrote it.
  if (part.turnId === null) return undefined;
  if (part.heldUpTo !== null && part.partId <= part.heldUpTo) return "handed_over";
  if (part.optedOutUpTo !== null && part.partId <= part.optedOutUpTo) return "opted_out";
  return undefined;
}

/** WhatsApp takes free texts for 24 hours after a contact's last message; five minutes are for the way. */
const WINDOW_MS = 24 * 3_600_000 - 5 * 60_000;

/** Of an answer; a word about a turn that goes on is as old as it is. */
const ASKED_AT = sql<number | null>`(select min(i.created_at) from messages i
  join turns t on t.id = i.turn_id and t.state <> 'open'
  where i.turn_id = m.turn_id and i.direction = 'inbound')`;

const selectPart = prepared<{ partId: number }>()((db, value) =>
  db
    .selectFrom("messages as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .innerJoin("lines as l", "l.id", "c.line_id")
    .innerJoin("contacts as p", "p.id", "c.contact_id")
    .leftJoin("holds as h", "h.conversation_id", "c.id")
    .select([
      "m.id as partId",
      "m.conversation_id as conversationId",
      "m.turn_id as turnId",
      "m.content",
      "m.status",
    ])
    .select(["m.attempts as attempt", "m.resends", "m.created_at as createdAt"])
    .select((row) => [
      row.fn.coalesce("m.due_at", row.lit(0)).as("dueAt"),
      row.fn.coalesce("m.attempted_at", "m.created_at").as("attemptedAt"),
      NEWEST_INBOUND_AT.as("newestInboundAt"),
      row.fn.coalesce(ASKED_AT, "m.created_at").as("askedAt"),
    ])
    .select(["l.channel", "l.account", "l.address as from", "c.address", "m.sent_to as sentTo"])
    .select(["h.up_to as heldUpTo", "p.opted_out_up_to as optedOutUpTo"])
    .select(["p.language", "m.reply_to as quotes"])
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
