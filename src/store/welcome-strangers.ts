import { sql } from "kysely";
import { addressesOf, formerOf, senderKey, type Arrival } from "./arrivals.ts";
import { ensureLine, type Line } from "./ensure-line.ts";
import { remember, type KnownContacts } from "./known-contacts.ts";
import type { Queries } from "./writer.ts";

/**
 * Makes contact, addresses and conversation of everybody who writes for the first time, and adds
 * them to those that are known. A delivery may bring a thousand of them, so there are three
 * statements for all: one by one they would hold up everybody else.
 */
export async function welcomeStrangers(db: Queries, arrivals: Arrival[], known: KnownContacts) {
  const strangers = await atTheirLines(db, strangersAmong(arrivals, known));
  if (strangers.length === 0) return;
  const contacts = await insertContacts(db, strangers);
  await insertAddresses(db, contacts);
  const conversations = await insertConversations(db, contacts);
  for (const { message, contactId } of contacts) {
    const id = conversations.get(contactId);
    if (id === undefined) throw new Error("A conversation was not inserted.");
    const { address, name = null } = message.from;
    remember(known, message, { id, address, name });
  }
}

type Stranger = Arrival & { line: Line };
type NewContact = Stranger & { contactId: number };

/** The first arrival of each; whatever else it sent, or sent before it moved, finds it known. */
function strangersAmong(arrivals: Arrival[], known: KnownContacts): Arrival[] {
  const seen = new Set(known.addresses);
  return arrivals.filter(({ message }) => {
    const addresses = [...addressesOf(message), ...formerOf(message)];
    const isStranger = !addresses.some((address) => seen.has(address));
    for (const address of addresses) seen.add(address);
    return isStranger;
  });
}

async function atTheirLines(db: Queries, arrivals: Arrival[]): Promise<Stranger[]> {
  const lines = new Map<string, Line>();
  const strangers: Stranger[] = [];
  for (const arrival of arrivals) {
    const key = senderKey(arrival.message, "");
    const line = lines.get(key) ?? (await ensureLine(db, arrival.message, arrival.at));
    lines.set(key, line);
    strangers.push({ ...arrival, line });
  }
  return strangers;
}

async function insertContacts(db: Queries, strangers: Stranger[]): Promise<NewContact[]> {
  const values = strangers.map(({ message, at, line }) => [
    line.businessId,
    message.from.name ?? null,
    at,
  ]);
  const { rows } = await sql<{ id: number }>`
    insert into contacts (business_id, name, created_at)
    select value ->> 0, value ->> 1, value ->> 2
    from json_each(${JSON.stringify(values)}) order by key
    returning id`.execute(db);
  // Ids are given out in the order of the rows, but returned in none that is promised.
  const ids = rows.map(({ id }) => id).toSorted((one, other) => one - other);
  return strangers.map((stranger, index) => {
    const contactId = ids[index];
    if (contactId === undefined) throw new Error("A contact was not inserted.");
    return { ...stranger, contactId };
  });
}

async function insertAddresses(db: Queries, contacts: NewContact[]) {
  const values = contacts.flatMap(({ message, line, contactId }) =>
    addressesOf(message).map((address) => [line.businessId, address, contactId]),
  );
  await sql`
    insert into contact_addresses (business_id, address, contact_id)
    select value ->> 0, value ->> 1, value ->> 2
    from json_each(${JSON.stringify(values)})`.execute(db);
}

async function insertConversations(
  db: Queries,
  contacts: NewContact[],
): Promise<Map<number, number>> {
  const values = contacts.map(({ message, at, line, contactId }) => [
    line.id,
    contactId,
    message.from.address,
    at,
  ]);
  const { rows } = await sql<{ id: number; contactId: number }>`
    insert into conversations (line_id, contact_id, address, created_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3
    from json_each(${JSON.stringify(values)}) order by key
    returning id, contact_id as "contactId"`.execute(db);
  return new Map(rows.map(({ id, contactId }) => [contactId, id]));
}
