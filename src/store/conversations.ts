import { sql } from "kysely";
import type { InboundMessage } from "../nouns.ts";
import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

type Arrival = { message: InboundMessage; at: number };

/**
 * The conversation of each message, in their order; made when it is the first one of its contact.
 * An address that is new for a known contact (a number beside a user id) is remembered as an alias.
 */
export async function findConversations(db: Queries, arrivals: Arrival[]): Promise<number[]> {
  const known = await lookUpKnown(db, arrivals);
  const found: number[] = [];
  for (const arrival of arrivals) {
    const key = keyOf(arrival.message);
    const conversation = known.get(key);
    if (conversation && isUpToDate(conversation, arrival.message, known)) {
      found.push(conversation.id);
      continue;
    }
    const id = await makeConversation(db, arrival);
    for (const one of known.values()) if (one.id === id) one.address = arrival.message.from.address;
    for (const address of addressesOf(arrival.message)) {
      known.set(keyOf(arrival.message, address), {
        id,
        address: arrival.message.from.address,
        name: arrival.message.from.name ?? null,
      });
    }
    found.push(id);
  }
  return found;
}

type Known = { id: number; address: string; name: string | null };

async function lookUpKnown(db: Queries, arrivals: Arrival[]): Promise<Map<string, Known>> {
  const addresses = new Set(arrivals.flatMap(({ message }) => addressesOf(message)));
  if (addresses.size === 0) return new Map();
  const rows = await selectKnown(db, { addresses: JSON.stringify([...addresses]) });
  return new Map(
    rows.map((row) => [
      [row.channel, row.account, row.line, row.from].join(" "),
      { id: row.id, address: row.address, name: row.name },
    ]),
  );
}

const selectKnown = prepared<{ addresses: string }>()((db, value) =>
  db
    .selectFrom("contact_addresses as a")
    .innerJoin("contacts", "contacts.id", "a.contact_id")
    .innerJoin("conversations as c", "c.contact_id", "a.contact_id")
    .innerJoin("lines as l", "l.id", "c.line_id")
    .select(["a.address as from", "l.channel", "l.account", "l.address as line"])
    .select(["c.id", "c.address", "contacts.name"])
    .where("a.address", "in", sql<string>`(select value from json_each(${value("addresses")}))`),
);

function isUpToDate(known: Known, message: InboundMessage, all: Map<string, Known>): boolean {
  const { address, aliases, name } = message.from;
  return (
    known.address === address &&
    (name === undefined || known.name === name) &&
    aliases.every((alias) => all.get(keyOf(message, alias))?.id === known.id)
  );
}

/** The slow way, for what is new: contact, addresses, conversation. */
async function makeConversation(db: Queries, { message, at }: Arrival): Promise<number> {
  const line = await ensureLine(db, message, at);
  const contactId = await ensureContact(db, line.business_id, message, at);
  const { id } = await db
    .insertInto("conversations")
    .values({
      line_id: line.id,
      contact_id: contactId,
      address: message.from.address,
      created_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["line_id", "contact_id"])
        .doUpdateSet({ address: (row) => row.ref("excluded.address") }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** A line that nobody configured is kept too, disabled: nothing authentic is dropped silently. */
async function ensureLine(db: Queries, { channel, account, line }: InboundMessage, at: number) {
  const known = await db
    .selectFrom("lines")
    .select(["id", "business_id"])
    .where("channel", "=", channel)
    .where("account", "=", account)
    .where("address", "=", line)
    .executeTakeFirst();
  if (known) return known;
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
    .returning(["id", "business_id"])
    .executeTakeFirstOrThrow();
}

async function ensureContact(db: Queries, businessId: number, message: InboundMessage, at: number) {
  const known = await db
    .selectFrom("contact_addresses")
    .select(["contact_id", "address"])
    .where("business_id", "=", businessId)
    .where("address", "in", addressesOf(message))
    .execute();
  const { address, name } = message.from;
  const contactId =
    (known.find((row) => row.address === address) ?? known[0])?.contact_id ??
    (await insertContact(db, businessId, name, at));
  if (name !== undefined)
    await db.updateTable("contacts").set({ name }).where("id", "=", contactId).execute();
  await rememberAddresses(db, businessId, contactId, addressesOf(message));
  return contactId;
}

async function insertContact(
  db: Queries,
  businessId: number,
  name: string | undefined,
  at: number,
) {
  const { id } = await db
    .insertInto("contacts")
    .values({ business_id: businessId, name: name ?? null, created_at: at })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

async function rememberAddresses(
  db: Queries,
  businessId: number,
  contactId: number,
  addresses: string[],
) {
  await db
    .insertInto("contact_addresses")
    .values(
      addresses.map((address) => ({ business_id: businessId, address, contact_id: contactId })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["business_id", "address"])
        .doUpdateSet({ contact_id: (row) => row.ref("excluded.contact_id") }),
    )
    .execute();
}

function addressesOf({ from }: InboundMessage): string[] {
  return [...new Set([from.address, ...from.aliases])];
}

function keyOf(message: InboundMessage, address = message.from.address): string {
  return [message.channel, message.account, message.line, address].join(" ");
}
