import type { DeliveryStatus, PartContent, PartStatus } from "../nouns.ts";
import { claimWork } from "./claim-work.ts";
import { insertParts } from "./end-turn.ts";
import { movesForward } from "./status-rank.ts";
import type { ClaimedPart, ClaimRequest, Work } from "./work.ts";
import type { Queries } from "./writer.ts";

/** What became of a part, in the words of the outbox. */
export type PartOutcome =
  | { kind: "sent"; providerId: string; status: DeliveryStatus }
  | { kind: "failed"; code: string }
  | { kind: "again"; dueAt: number; code: string }
  /** Again, although nobody knows what became of the last one: counted, for it happens once at most. */
  | { kind: "resend"; code: string }
  | { kind: "unknown"; dueAt: number; code: string }
  /** Too long after all: these take its place, before what follows it. */
  | { kind: "recut"; pieces: PartContent[]; code: string };

/** Writes down what became of a part and returns what is next. */
export async function recordOutcome(
  db: Queries,
  part: ClaimedPart,
  outcome: PartOutcome,
  next: ClaimRequest,
): Promise<Work> {
  switch (outcome.kind) {
    case "sent":
      await recordSent(db, part, outcome);
      break;
    case "failed":
      await move(db, part, "failed", { error_code: outcome.code });
      break;
    case "again":
      await backToQueue(db, part, { due_at: outcome.dueAt, error_code: outcome.code });
      break;
    case "resend":
      await backToQueue(db, part, {
        due_at: next.now,
        error_code: outcome.code,
        resends: part.resends + 1,
      });
      break;
    case "unknown":
      await postpone(db, part, outcome);
      break;
    case "recut":
      await recut(db, part, outcome, next.now);
      break;
    default:
      outcome satisfies never;
  }
  return claimWork(db, next);
}

async function recordSent(
  db: Queries,
  part: ClaimedPart,
  { providerId, status }: Extract<PartOutcome, { kind: "sent" }>,
) {
  const early = await db
    .deleteFrom("early_statuses")
    .where("channel", "=", part.channel)
    .where("account", "=", part.account)
    .where("provider_id", "=", providerId)
    .returning(["status", "error_code"])
    .executeTakeFirst();
  await move(db, part, "sent", { provider_id: providerId, error_code: null });
  await move(db, part, status, {});
  if (early) await move(db, part, early.status, { error_code: early.error_code });
}

/** A callback may have been faster: then its status stays. */
async function move(
  db: Queries,
  part: Pick<ClaimedPart, "partId">,
  to: PartStatus,
  also: { provider_id?: string; error_code?: string | null },
) {
  const row = await db
    .selectFrom("messages")
    .select("status")
    .where("id", "=", part.partId)
    .executeTakeFirstOrThrow();
  if (row.status === null || !movesForward(row.status, to)) return;
  await db
    .updateTable("messages")
    .set({ status: to, ...also })
    .where("id", "=", part.partId)
    .execute();
}

async function backToQueue(
  db: Queries,
  part: ClaimedPart,
  set: { due_at: number; error_code: string; resends?: number },
) {
  await db
    .updateTable("messages")
    .set({ status: "queued", ...set })
    .where("id", "=", part.partId)
    .where("status", "in", ["sending", "unknown"])
    .execute();
}

async function postpone(
  db: Queries,
  part: ClaimedPart,
  { dueAt, code }: Extract<PartOutcome, { kind: "unknown" }>,
) {
  await db
    .updateTable("messages")
    .set({ status: "unknown", due_at: dueAt, error_code: code })
    .where("id", "=", part.partId)
    .where("status", "in", ["sending", "unknown"])
    .execute();
}

async function recut(
  db: Queries,
  part: ClaimedPart,
  { pieces, code }: Extract<PartOutcome, { kind: "recut" }>,
  now: number,
) {
  await move(db, part, "failed", { error_code: code });
  const following = await db
    .deleteFrom("messages")
    .where("conversation_id", "=", part.conversationId)
    .where("status", "=", "queued")
    .where("turn_id", "=", part.turnId)
    .where("id", ">", part.partId)
    .returning(["id", "content"])
    .execute();
  const rest = following
    .sort((a, b) => a.id - b.id)
    .map(({ content }) => JSON.parse(content) as PartContent);
  await insertParts(db, { ...part, now }, [...pieces, ...rest]);
}
