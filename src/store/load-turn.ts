import { literal } from "./literal.ts";
import { prepared } from "./prepared.ts";
import type { BegunTurn } from "./work.ts";
import type { Queries } from "./writer.ts";

/** A turn with its messages and all that is needed to answer it. */
export async function loadTurn(
  db: Queries,
  begun: Pick<BegunTurn, "turnId" | "attempt" | "deaths">,
): Promise<BegunTurn> {
  const rows = await selectMessages(db, begun);
  const [first] = rows;
  if (!first) throw new Error(`Turn ${begun.turnId} has no message.`);
  return {
    ...begun,
    conversationId: first.conversationId,
    channel: first.channel,
    account: first.account,
    line: first.line,
    lineEnabled: first.enabled === 1,
    contact: { address: first.address, ...(first.name !== null && { name: first.name }) },
    messages: rows.map(({ id, providerId, content, createdAt }) => ({
      id,
      providerId,
      content: JSON.parse(content),
      createdAt,
    })),
  };
}

const selectMessages = prepared<{ turnId: number }>()((db, value) =>
  db
    .selectFrom("messages as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .innerJoin("lines as l", "l.id", "c.line_id")
    .innerJoin("contacts as p", "p.id", "c.contact_id")
    .select(["m.id", "m.content", "m.created_at as createdAt"])
    .select(["m.conversation_id as conversationId", "c.address", "p.name"])
    .select((row) => row.fn.coalesce("m.provider_id", literal("")).as("providerId"))
    .select(["l.channel", "l.account", "l.address as line", "l.enabled"])
    .where("m.turn_id", "=", value("turnId"))
    .where("m.direction", "=", literal("inbound"))
    .orderBy("m.id"),
);
