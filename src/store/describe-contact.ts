import { literal } from "./literal.ts";
import { loadAnswersToday } from "./use.ts";
import type { Queries } from "./writer.ts";

export type KnownContact = {
  name?: string;
  addresses: string[];
  /** When the first message came. */
  since: number;
  messages: number;
  answersToday: number;
};

/** What is kept about the contact of a conversation. */
export async function describeContact(
  db: Queries,
  conversationId: number,
  now: number,
): Promise<KnownContact> {
  const contact = await db
    .selectFrom("conversations as c")
    .innerJoin("contacts as p", "p.id", "c.contact_id")
    .select(["p.id", "p.name", "p.created_at as since", "p.business_id as businessId"])
    .where("c.id", "=", conversationId)
    .executeTakeFirstOrThrow();
  const addresses = await db
    .selectFrom("contact_addresses")
    .select("address")
    .where("contact_id", "=", contact.id)
    .where("ended_at", "is", null)
    .execute();
  const { messages } = await db
    .selectFrom("messages as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .select((row) => row.fn.countAll<number>().as("messages"))
    .where("c.contact_id", "=", contact.id)
    .where("m.direction", "=", literal("inbound"))
    .executeTakeFirstOrThrow();
  const { ofContact } = await loadAnswersToday(db, { ...contact, contactId: contact.id, now });
  return {
    ...(contact.name !== null && { name: contact.name }),
    addresses: addresses.map(({ address }) => address),
    since: contact.since,
    messages,
    answersToday: ofContact,
  };
}
