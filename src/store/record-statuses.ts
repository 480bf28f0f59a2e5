import { sql } from "kysely";
import type { PartStatus, ProviderAccount, StatusUpdate } from "../nouns.ts";
import { keepEarlyStatus, takeEarlyStatus } from "./early-statuses.ts";
import { literal, unsent } from "./literal.ts";
import { prepared } from "./prepared.ts";
import { setStatus } from "./set-status.ts";
import { furthest } from "./status-rank.ts";
import type { Queries } from "./writer.ts";

/** What a status changed: the part, or nothing when it was old or came before its part. */
export type StatusReceipt =
  | {
      kind: "moved";
      partId: number;
      conversationId: number;
      status: PartStatus;
      was: PartStatus;
      errorCode?: string;
    }
  | { kind: "unchanged"; partId: number }
  | { kind: "early"; providerId: string };

/** Applies delivery statuses, in any order they come; one that overtook its part is kept for it. */
export async function recordStatuses(
  db: Queries,
  updates: StatusUpdate[],
  now: number,
): Promise<StatusReceipt[]> {
  const receipts: StatusReceipt[] = [];
  for (const update of updates) receipts.push(await recordStatus(db, update, now));
  return receipts;
}

async function recordStatus(
  db: Queries,
  update: StatusUpdate,
  now: number,
): Promise<StatusReceipt> {
  const part = await findPart(db, update);
  if (!part?.status) {
    await keepEarlyStatus(db, update, now);
    return { kind: "early", providerId: update.providerId };
  }
  const { partId, conversationId } = part;
  const { providerId } = update;
  const early = part.providerId === null ? await takeEarlyStatus(db, update, providerId) : [];
  const told = furthest({ status: part.status }, [update, ...early]);
  if (told.status === part.status) return { kind: "unchanged", partId };
  const { status, errorCode = null } = told;
  await setStatus(db, { partId, status, providerId, errorCode });
  return {
    kind: "moved",
    partId,
    conversationId,
    status,
    was: part.status,
    ...(errorCode && { errorCode }),
  };
}

async function findPart(db: Queries, update: StatusUpdate) {
  const [known] = await selectByProviderId(db, update);
  const { partId, channel, account, to } = update;
  if (known || partId === undefined || to === undefined) return known;
  // The callback was faster than the answer to our request, or that answer never came.
  const [unsettled] = await selectUnsettled(db, { partId, channel, account, to });
  return unsettled;
}

/** Ids are only the account's own: another one may tell of the same. */
const selectByProviderId = prepared<StatusUpdate>()((db, value) =>
  db
    .selectFrom("messages as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .innerJoin("lines as l", "l.id", "c.line_id")
    .select(["m.id as partId", "m.status", "m.provider_id as providerId"])
    .select("m.conversation_id as conversationId")
    .where("m.provider_id", "=", value("providerId"))
    .where("m.direction", "=", literal("outbound"))
    .where("l.channel", "=", value("channel"))
    .where("l.account", "=", value("account")),
);

const selectUnsettled = prepared<ProviderAccount & { partId: number; to: string }>()((db, value) =>
  db
    .selectFrom("messages as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .innerJoin("lines as l", "l.id", "c.line_id")
    .select(["m.id as partId", "m.status", "m.provider_id as providerId"])
    .select("m.conversation_id as conversationId")
    .where("m.id", "=", value("partId"))
    .where("m.direction", "=", literal("outbound"))
    .where("m.provider_id", "is", null)
    .where("m.status", "in", unsent)
    // One that waits may be there only when nobody knew, and it is to be sent again.
    .where(sql<boolean>`(m.status <> 'queued' or m.resends > 0)`)
    .where("m.sent_to", "=", value("to"))
    .where("l.channel", "=", value("channel"))
    .where("l.account", "=", value("account")),
);
