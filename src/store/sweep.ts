import type { Queries } from "./writer.ts";

/** Removes what nobody will ask for: statuses of parts that were never ours, sessions that are over. */
export async function sweep(db: Queries, now: number) {
  await db
    .deleteFrom("early_statuses")
    .where("received_at", "<", now - KEPT_MS)
    .execute();
  await db.deleteFrom("sessions").where("expires_at", "<=", now).execute();
}

/** The answer to a send is here within minutes; its id may come from a look-up, much later. */
const KEPT_MS = 24 * 3_600_000;
