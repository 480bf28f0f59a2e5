import type { ProviderAccount } from "../nouns.ts";
import { newestInbound } from "./waiting.ts";
import type { Queries } from "./writer.ts";

/**
 * From when on messages may be missing: as far as was looked through last, or up to the newest
 * message, each minus an overlap. Nothing in a new database, as what came before is not ours.
 */
export async function missingSince(
  db: Queries,
  { channel, account }: ProviderAccount,
  overlapMs: number,
): Promise<number | undefined> {
  const mark = await db
    .selectFrom("back_fills")
    .select(["began_at as beganAt", "complete_until as until"])
    .where("channel", "=", channel)
    .where("account", "=", account)
    .executeTakeFirst();
  if (mark) return Math.max(mark.beganAt, mark.until - overlapMs);
  const newest = await newestInbound(db);
  return newest === undefined ? undefined : newest - overlapMs;
}

/** All that came from `since` to `until` is here. */
export async function markComplete(
  db: Queries,
  { channel, account }: ProviderAccount,
  { since, until }: { since: number; until: number },
) {
  await db
    .insertInto("back_fills")
    .values({ channel, account, began_at: since, complete_until: until })
    .onConflict((conflict) =>
      conflict.columns(["channel", "account"]).doUpdateSet({ complete_until: until }),
    )
    .execute();
}
