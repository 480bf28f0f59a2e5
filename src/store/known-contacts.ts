import { sql } from "kysely";
import type { InboundMessage } from "../nouns.ts";
import { addressesOf, senderKey, type Arrival } from "./arrivals.ts";
import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

/** Where a contact is answered, and what it is called. */
export type Conversation = { id: number; address: string; name: string | null };

export type KnownContacts = {
  /** The id of the conversation of each sender, see `senderKey`. */
  senders: Map<string, number>;
  conversations: Map<number, Conversation>;
  /** Also those of contacts that wrote to other lines, and those that were given up. */
  addresses: Set<string>;
};

/** What is known of everybody who wrote, in one statement. */
export async function lookUpKnown(db: Queries, arrivals: Arrival[]): Promise<KnownContacts> {
  const known = { senders: new Map(), conversations: new Map(), addresses: new Set<string>() };
  const asked = new Set(arrivals.flatMap(({ message }) => addressesOf(message)));
  for (const row of await selectKnown(db, { addresses: JSON.stringify([...asked]) })) {
    const { id, channel, account, line, from, endedAt, address, name } = row;
    known.addresses.add(from);
    if (endedAt === null) known.senders.set([channel, account, line, from].join(" "), id);
    known.conversations.set(id, { id, address, name });
  }
  return known;
}

/** Remembers whom a message told us of, but not by what that contact gave up. */
export function remember(
  known: KnownContacts,
  message: InboundMessage,
  entered: Conversation,
  ended: ReadonlySet<string> = new Set(),
) {
  known.conversations.set(entered.id, entered);
  for (const address of addressesOf(message)) {
    known.addresses.add(address);
    known.senders.set(senderKey(message, address), entered.id);
  }
  if (ended.size === 0) return;
  for (const key of known.senders.keys())
    if (ended.has(key.slice(key.lastIndexOf(" ") + 1))) known.senders.delete(key);
}

const selectKnown = prepared<{ addresses: string }>()((db, value) =>
  db
    .selectFrom("contact_addresses as a")
    .innerJoin("contacts", "contacts.id", "a.contact_id")
    .innerJoin("conversations as c", "c.contact_id", "a.contact_id")
    .innerJoin("lines as l", "l.id", "c.line_id")
    .select([
      "a.address as from",
      "a.ended_at as endedAt",
      "l.channel",
      "l.account",
      "l.address as line",
    ])
    .select(["c.id", "c.address", "contacts.name"])
    .where("a.address", "in", sql<string>`(select value from json_each(${value("addresses")}))`),
);
