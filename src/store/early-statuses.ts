import type { ProviderAccount, StatusUpdate } from "../nouns.ts";
import { prepared } from "./prepared.ts";
import { movesForward } from "./status-rank.ts";
import type { Queries } from "./writer.ts";

/** For a part that is not known by this id yet: the furthest of what is told of it. */
export async function keepEarlyStatus(db: Queries, update: StatusUpdate, now: number) {
  const key = {
    channel: update.channel,
    account: update.account,
    provider_id: update.providerId,
  };
  const kept = await db
    .selectFrom("early_statuses")
    .select("status")
    .where((row) => row.and(key))
    .executeTakeFirst();
  if (kept && !movesForward(kept.status, update.status)) return;
  const set = { status: update.status, error_code: update.errorCode ?? null, received_at: now };
  await db
    .insertInto("early_statuses")
    .values({ ...key, ...set })
    .onConflict((conflict) =>
      conflict.columns(["channel", "account", "provider_id"]).doUpdateSet(set),
    )
    .execute();
}

/** Statuses that were kept for the part with this id at the provider; they are kept no longer. */
export async function takeEarlyStatus(
  db: Queries,
  { channel, account }: ProviderAccount,
  providerId: string,
) {
  const key = { channel, account, providerId };
  const early = await selectEarly(db, key);
  if (early.length > 0) await deleteEarly(db, key);
  return early;
}

type EarlyKey = ProviderAccount & { providerId: string };

const selectEarly = prepared<EarlyKey>()((db, value) =>
  db
    .selectFrom("early_statuses")
    .select(["status", "error_code as errorCode"])
    .where("channel", "=", value("channel"))
    .where("account", "=", value("account"))
    .where("provider_id", "=", value("providerId")),
);

const deleteEarly = prepared<EarlyKey>()((db, value) =>
  db
    .deleteFrom("early_statuses")
    .where("channel", "=", value("channel"))
    .where("account", "=", value("account"))
    .where("provider_id", "=", value("providerId")),
);
