import { sql, type RawBuilder } from "kysely";

/** A constant written into the statement: a bound value lets no partial index be used. */
export function literal<Text extends string>(text: Text): RawBuilder<Text> {
  return sql.lit(text);
}

/** Word for word the condition of the index `parts_unsent`. */
export const unsent = sql<"queued" | "sending" | "unknown">`('queued', 'sending', 'unknown')`;
