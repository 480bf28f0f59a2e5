import { sql } from "kysely";
import { addressesOf, type Arrival } from "./arrivals.ts";
import type { Line } from "./ensure-line.ts";
import { mergeContacts, type Joined } from "./merge-contacts.ts";
import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

/**
 * The contact that a sender is, with its addresses and its name as the message has them. When the
 * addresses are those of several contacts, they become one, as far as they can now.
 */
export async function ensureContact(
  db: Queries,
  { id: lineId, businessId }: Line,
  { message, at }: Arrival,
  newestAt: ReadonlyMap<number, number>,
): Promise<{ contactId: number; joined: Joined }> {
  const addresses = JSON.stringify(addressesOf(message));
  const { address, name } = message.from;
  const owners = await selectOwners(db, { businessId, addresses });
  const writer = owners.find((owner) => owner.address === address) ?? owners[0];
  let contactId = writer?.contactId ?? (await insertContact(db, businessId, at));
  const joined: Joined = new Map();
  for (const other of new Set(owners.map((owner) => owner.contactId))) {
    if (other === writer?.contactId) continue;
    const merged = await mergeContacts(db, { one: contactId, other, lineId, newestAt });
    if (!merged) continue;
    contactId = merged.contactId;
    for (const [goes, stays] of merged.joined) joined.set(goes, stays);
  }
  if (name !== undefined) await setName(db, { contactId, name });
  await addAddresses(db, { businessId, contactId, addresses });
  return { contactId, joined };
}

const selectOwners = prepared<{ businessId: number; addresses: string }>()((db, value) =>
  db
    .selectFrom("contact_addresses")
    .select(["contact_id as contactId", "address"])
    .where("business_id", "=", value("businessId"))
    .where("address", "in", sql<string>`(select value from json_each(${value("addresses")}))`),
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

/** What another contact keeps is left to it: the two could not be merged now. */
const addAddresses = prepared<{ businessId: number; contactId: number; addresses: string }>()(
  (db, value) =>
    db
      .insertInto("contact_addresses")
      .columns(["business_id", "address", "contact_id"])
      .expression(
        sql`select ${value("businessId")}, value, ${value("contactId")}
          from json_each(${value("addresses")}) where true`,
      )
      .onConflict((conflict) => conflict.doNothing()),
);
