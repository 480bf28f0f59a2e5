import type { DeliveryStatus, ProviderAccount, StatusUpdate } from "../nouns.ts";
import { prepared } from "./prepared.ts";
import { isFurther } from "./status-rank.ts";
import type { Queries } from "./writer.ts";

/** For a part that is not known by this id yet: the furthest of what is told of it. */
export async function keepEarlyStatus(db: Queries, update: StatusUpdate, now: number) {
  const early = { ...update, errorCode: update.errorCode ?? null, now };
  if ((await insertEarly(db, early)).length > 0) return;
  const [kept] = await selectEarly(db, update);
  // A failure is final for a part; here it may be told of besides a delivery that the look-up finds.
  if (kept && isFurther(kept.status, update.status)) await replaceEarly(db, early);
}

type EarlyStatus = EarlyKey & { status: DeliveryStatus; errorCode: string | null; now: number };

const insertEarly = prepared<EarlyStatus>()((db, value) =>
  db
    .insertInto("early_statuses")
    .values({
      channel: value("channel"),
      account: value("account"),
      provider_id: value("providerId"),
      status: value("status"),
      error_code: value("errorCode"),
      received_at: value("now"),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("provider_id"),
);

const replaceEarly = prepared<EarlyStatus>()((db, value) =>
  db
    .updateTable("early_statuses")
    .set({ status: value("status"), error_code: value("errorCode"), received_at: value("now") })
    .where("channel", "=", value("channel"))
    .where("account", "=", value("account"))
    .where("provider_id", "=", value("providerId")),
);

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
