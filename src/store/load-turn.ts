import { sql } from "kysely";
import { literal } from "./literal.ts";
import { loadUse } from "./use.ts";
import { prepared } from "./prepared.ts";
import type { BegunTurn } from "./work.ts";
import type { Queries } from "./writer.ts";

/** A turn with its messages and all that is needed to answer it. */
export async function loadTurn(
  db: Queries,
  { turnId, attempt, now }: { turnId: number; attempt: number; now: number },
): Promise<BegunTurn> {
  const rows = await selectMessages(db, { turnId });
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) throw new Error(`Turn ${turnId} has no message.`);
  return {
    turnId,
    attempt,
    deaths: first.deaths,
    createdAt: first.turnCreatedAt,
    told: first.told === 1,
    conversationId: first.conversationId,
    channel: first.channel,
    account: first.account,
    line: first.line,
    lineEnabled: first.enabled === 1,
    held: first.heldSince !== null,
    contact: {
      address: first.address,
      addresses: JSON.parse(first.addresses) as string[],
      optedOut: first.optedOutAt !== null,
      optsOut: first.optedOutAt === last.createdAt,
      optedOutSince: first.optedOutAt !== null && first.optedOutAt > last.createdAt,
      language: first.language,
      ...(first.name !== null && { name: first.name }),
    },
    use: await loadUse(db, { ...first, upTo: last, now }),
    messages: rows.map(({ id, providerId, content, createdAt }) => ({
      id,
      providerId,
      content: JSON.parse(content),
      createdAt,
    })),
  };
}

/** In the same statement: every turn needs it, and a statement of its own costs more. */
const ADDRESSES = sql<string>`(select json_group_array(address) from contact_addresses
  where contact_id = p.id and ended_at is null)`;

const selectMessages = prepared<{ turnId: number }>()((db, value) =>
  db
    .selectFrom("messages as m")
    .innerJoin("turns as t", "t.id", "m.turn_id")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .innerJoin("lines as l", "l.id", "c.line_id")
    .innerJoin("contacts as p", "p.id", "c.contact_id")
    .leftJoin("holds as h", "h.conversation_id", "c.id")
    .select(["m.id", "m.content", "m.created_at as createdAt", "t.told", "t.deaths"])
    .select("t.created_at as turnCreatedAt")
    .select(["m.conversation_id as conversationId", "c.address", "c.limit_told_at as limitToldAt"])
    .select(["p.id as contactId", "p.name", "p.opted_out_at as optedOutAt", "p.language"])
    .select((row) => row.fn.coalesce("m.provider_id", literal("")).as("providerId"))
    .select(["l.channel", "l.account", "l.address as line", "l.enabled", "h.began_at as heldSince"])
    .select(["l.business_id as businessId", ADDRESSES.as("addresses")])
    .where("m.turn_id", "=", value("turnId"))
    .where("m.direction", "=", literal("inbound"))
    .orderBy("m.id"),
);
