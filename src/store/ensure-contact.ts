import { sql } from "kysely";
import { addressesOf, formerOf, sentAfter, type Arrival } from "./arrivals.ts";
import type { Line } from "./ensure-line.ts";
import { keepAddresses } from "./keep-addresses.ts";
import { mergeContacts, type Joined } from "./merge-contacts.ts";
import { claimOf, isOtherPerson, type Claim } from "./other-person.ts";
import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

/**
 * The contact that a sender is, with its addresses and its name as the message has them. When the
 * addresses are those of several contacts, they become one, as far as they can now. An address is
 * the contact's that had it when the message was sent, and a number that another person has, or had, joins nobody.
 */
export async function ensureContact(
  db: Queries,
  line: Line,
  arrival: Arrival,
  newestAt: ReadonlyMap<number, number>,
): Promise<{ contactId: number; joined: Joined; ended: ReadonlySet<string> }> {
  const { name } = arrival.message.from;
  const { contactId, joined } = await findContact(db, line, arrival, newestAt);
  if (name !== undefined) await setName(db, { contactId, name });
  const ended = await keepAddresses(db, { businessId: line.businessId, contactId }, arrival);
  return { contactId, joined, ended };
}

async function findContact(
  db: Queries,
  { id: lineId, businessId }: Line,
  arrival: Arrival,
  newestAt: ReadonlyMap<number, number>,
): Promise<{ contactId: number; joined: Joined }> {
  const { message } = arrival;
  const owners = await selectOwners(db, {
    businessId,
    addresses: JSON.stringify([...addressesOf(message), ...formerOf(message)]),
    sentAfter: sentAfter(arrival),
    ...claimOf(arrival),
  });
  const writer = owners.find((owner) => owner.address === message.from.address) ?? owners[0];
  let contactId = writer?.contactId ?? (await insertContact(db, businessId, arrival.at));
  const joined: Joined = new Map();
  for (const other of new Set(owners.map((owner) => owner.contactId))) {
    if (other === writer?.contactId) continue;
    const merged = await mergeContacts(db, { one: contactId, other, lineId, newestAt });
    if (!merged) continue;
    contactId = merged.contactId;
    for (const [goes, stays] of merged.joined) joined.set(goes, stays);
  }
  return { contactId, joined };
}

type Sender = Claim & { businessId: number; addresses: string; sentAfter: number };

const selectOwners = prepared<Sender>()((db, value) =>
  db
    .selectFrom("contact_addresses")
    .select(["contact_id as contactId", "address"])
    .where("business_id", "=", value("businessId"))
    .where("address", "in", sql<string>`(select value from json_each(${value("addresses")}))`)
    .where(({ eb, or }) =>
      or([
        eb("ended_at", "is", null),
        eb("ended_at", ">=", value("sentAfter")),
        // Whoever still writes under a user id is its contact: it never becomes a stranger's.
        sql<boolean>`address not glob '+*'`,
      ]),
    )
    .where(({ not }) => not(isOtherPerson(value))),
);

async function insertContact(db: Queries, businessId: number, at: number) {
  const { id } = await db
    .insertInto("contacts")
    .values({ business_id: businessId, created_at: at })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

const setName = prepared<{ contactId: number; name: string }>()((db, value) =>
  db
    .updateTable("contacts")
    .set({ name: value("name") })
    .where("id", "=", value("contactId")),
);
