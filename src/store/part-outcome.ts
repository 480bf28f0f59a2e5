import type { DeliveryStatus, PartContent } from "../nouns.ts";
import { claimWork } from "./claim-work.ts";
import { takeEarlyStatus } from "./early-statuses.ts";
import { insertParts } from "./insert-parts.ts";
import { isStopped, isTakenOver } from "./holds.ts";
import { prepared } from "./prepared.ts";
import { setStatus } from "./set-status.ts";
import { furthest, type Told } from "./status-rank.ts";
import type { ClaimedPart, ClaimRequest, Work } from "./work.ts";
import type { Queries } from "./writer.ts";

/** What became of a part, in the words of the outbox. */
export type PartOutcome =
  | { kind: "sent"; providerId: string; status: DeliveryStatus }
  /** It was unknown, and the provider has it. */
  | { kind: "found"; providerId: string; status: DeliveryStatus }
  | { kind: "failed"; code: string }
  | { kind: "again"; dueAt: number; code: string }
  /** As if it had not been tried. */
  | { kind: "later"; dueAt: number; code: string }
  /** Again, although nobody knows what became of the last one: counted, for it happens once at most. */
  | { kind: "resend"; code: string }
  /** `whileDown`: it tried the line for all the others, which does not count as its resend. */
  | { kind: "unknown"; dueAt: number; code: string; whileDown?: true }
  /** Too long after all: these take its place, before what follows it. */
  | { kind: "recut"; pieces: PartContent[]; code: string }
  /** It never went out, and goes out in these words instead. */
  | { kind: "rewrite"; pieces: PartContent[] };

/** Writes down what became of a part and returns what is next. */
export async function recordOutcome(
  db: Queries,
  part: ClaimedPart,
  outcome: PartOutcome,
  next: ClaimRequest,
): Promise<Work> {
  switch (outcome.kind) {
    case "sent":
    case "found":
      await recordSent(db, part, outcome);
      break;
    case "failed":
      await move(db, part, [{ status: "failed", errorCode: outcome.code }]);
      break;
    case "again":
    case "later":
      await reschedule(db, part, {
        status: "queued",
        due_at: outcome.dueAt,
        error_code: outcome.code,
        ...(outcome.kind === "later" && { attempts: part.attempt - 1 }),
      });
      break;
    case "resend":
      await reschedule(db, part, {
        status: "queued",
        due_at: next.now,
        error_code: outcome.code,
        resends: part.resends + 1,
      });
      break;
    case "unknown":
      await reschedule(db, part, {
        status: "unknown",
        due_at: outcome.dueAt,
        error_code: outcome.code,
        ...(outcome.whileDown && { resends: Math.max(0, part.resends - 1) }),
      });
      break;
    case "recut":
      await move(db, part, [{ status: "failed", errorCode: outcome.code }]);
      if (!(await isTakenOver(db, part)) && !(await isStopped(db, part)))
        await insertInstead(db, part, outcome.pieces);
      break;
    case "rewrite":
      await rewrite(db, part, outcome.pieces);
      break;
    default:
      outcome satisfies never;
  }
  return claimWork(db, next);
}

/** What the lookup, an early callback and this answer say together: the furthest of them counts. */
async function recordSent(
  db: Queries,
  part: ClaimedPart,
  { providerId, status }: { providerId: string; status: DeliveryStatus },
) {
  const early = await takeEarlyStatus(db, part, providerId);
  await move(db, part, [{ status }, ...early], { provider_id: providerId });
}

/** A callback may have been faster: then its status stays. */
async function move(
  db: Queries,
  { partId }: Pick<ClaimedPart, "partId">,
  told: Told[],
  known: { provider_id?: string } = {},
) {
  const [row] = await selectStatus(db, { partId });
  if (!row?.status) throw new Error(`Part ${partId} has gone.`);
  const now = furthest({ status: row.status }, told);
  if (now.status === row.status) return;
  await setStatus(db, {
    partId,
    status: now.status,
    errorCode: now.errorCode ?? null,
    providerId: known.provider_id ?? row.providerId,
  });
}

const selectStatus = prepared<{ partId: number }>()((db, value) =>
  db
    .selectFrom("messages")
    .select(["status", "provider_id as providerId"])
    .where("id", "=", value("partId")),
);

/** Not settled yet, unless a callback has settled it meanwhile. */
async function reschedule(
  db: Queries,
  { partId }: ClaimedPart,
  set: {
    status: "queued" | "unknown";
    due_at: number;
    error_code: string;
    attempts?: number;
    resends?: number;
  },
) {
  await db
    .updateTable("messages")
    .set(set)
    .where("id", "=", partId)
    .where("status", "in", ["sending", "unknown"])
    .execute();
}

async function rewrite(db: Queries, part: ClaimedPart, pieces: PartContent[]) {
  if (await isTakenOver(db, part))
    return move(db, part, [{ status: "failed", errorCode: "handed_over" }]);
  await db.deleteFrom("messages").where("id", "=", part.partId).execute();
  await insertInstead(db, part, pieces);
}

/** Parts go out in the order of their ids: what follows is written anew, behind the pieces. */
async function insertInstead(db: Queries, part: ClaimedPart, pieces: PartContent[]) {
  const following = await db
    .deleteFrom("messages")
    .where("conversation_id", "=", part.conversationId)
    .where("status", "=", "queued")
    .where("turn_id", "is not distinct from", part.turnId)
    .where("id", ">", part.partId)
    .returning(["id", "content"])
    .execute();
  const rest = following
    .sort((a, b) => a.id - b.id)
    .map(({ content }) => JSON.parse(content) as PartContent);
  // As old as it was: what became of hold and opt-out since then still counts.
  const now = part.createdAt;
  await insertParts(db, { ...part, now }, [...pieces, ...rest]);
}
