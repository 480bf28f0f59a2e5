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
  /** Those of contacts that wrote to other lines, too. */
  addresses: Set<string>;
};

/** What is known of everybody who wrote, in one statement. */
export async function lookUpKnown(db: Queries, arrivals: Arrival[]): Promise<KnownContacts> {
  const known = { senders: new Map(), conversations: new Map(), addresses: new Set<string>() };
  const asked = new Set(arrivals.flatMap(({ message }) => addressesOf(message)));
  for (const row of await selectKnown(db, { addresses: JSON.stringify([...asked]) })) {
    const { id, channel, account, line, from, address, name } = row;
    known.addresses.add(from);
    known.senders.set([channel, account, line, from].join(" "), id);
    known.conversations.set(id, { id, address, name });
  }
  return known;
}

/** Remembers whom a message told us of. */
export function remember(known: KnownContacts, message: InboundMessage, entered: Conversation) {
  known.conversations.set(entered.id, entered);
  for (const address of addressesOf(message)) {
    known.addresses.add(address);
    known.senders.set(senderKey(message, address), entered.id);
  }
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
