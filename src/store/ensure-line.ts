import type { LineKey } from "./arrivals.ts";
import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

export type Line = { id: number; businessId: number };

/** A line that nobody configured is kept too, disabled: nothing authentic is dropped silently. */
export async function ensureLine(db: Queries, key: LineKey, at: number): Promise<Line> {
  const [known] = await selectLine(db, key);
  return known ?? insertLine(db, key, at);
}

const selectLine = prepared<LineKey>()((db, value) =>
  db
    .selectFrom("lines")
    .select(["id", "business_id as businessId"])
    .where("channel", "=", value("channel"))
    .where("account", "=", value("account"))
    .where("address", "=", value("line")),
);

async function insertLine(db: Queries, { channel, account, line }: LineKey, at: number) {
  const business = await db
    .selectFrom("businesses")
    .select("id")
    .orderBy("id")
    .executeTakeFirstOrThrow();
  return db
    .insertInto("lines")
    .values({
      business_id: business.id,
      channel,
      account,
      address: line,
      enabled: 0,
      created_at: at,
    })
    .returning(["id", "business_id as businessId"])
    .executeTakeFirstOrThrow();
}
