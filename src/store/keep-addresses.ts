import { sql } from "kysely";
import { addressesOf, formerOf, sentAfter, type Arrival } from "./arrivals.ts";
import { claimOf, isOtherPerson, type Claim } from "./other-person.ts";
import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

type Owner = { businessId: number; contactId: number };

/**
 * Writes down what a contact is known by since this message, and gives what it has given up so far.
 * An address that its owner gave up before the message was sent is taken over, and so is a number that
 * was another person's, unless the message is late and so perhaps from before. What else another
 * contact keeps is left to it: the two could not be merged now.
 */
export async function keepAddresses(
  db: Queries,
  owner: Owner,
  arrival: Arrival,
): Promise<ReadonlySet<string>> {
  const { message, at } = arrival;
  const [own, former] = [addressesOf(message), formerOf(message)];
  const rows = [...own.map((one) => [one, null]), ...former.map((one) => [one, at])];
  const given = { ...owner, ...claimOf(arrival) };
  const takesOver = Number(message.sentAt === undefined || message.from.former !== undefined);
  await add(db, { ...given, rows: JSON.stringify(rows), sentAfter: sentAfter(arrival), takesOver });
  if (message.from.former) await end(db, { ...given, at });
  const ended = await selectEnded(db, { contactId: owner.contactId });
  return new Set([...former, ...ended.map(({ address }) => address)]);
}

type Adding = Owner & Claim & { rows: string; sentAfter: number; takesOver: number };

const add = prepared<Adding>()((db, value) =>
  db
    .insertInto("contact_addresses")
    .columns(["business_id", "address", "contact_id", "ended_at"])
    .expression(
      sql`select ${value("businessId")}, value ->> 0, ${value("contactId")}, value ->> 1
        from json_each(${value("rows")}) where true`,
    )
    .onConflict((conflict) =>
      conflict
        .columns(["address", "business_id"])
        .doUpdateSet(({ ref }) => ({
          contact_id: ref("excluded.contact_id"),
          ended_at: ref("excluded.ended_at"),
        }))
        .where(({ eb, or, and, ref }) =>
          or([
            eb("contact_addresses.ended_at", "<", value("sentAfter")),
            and([
              sql<boolean>`${value("takesOver")} = 1`,
              eb(ref("excluded.ended_at"), "is", null),
              isOtherPerson(value),
            ]),
          ]),
        ),
    ),
);

/**
 * Also ends what nobody named: a number that WhatsApp hides, and user ids, as there may be a new one
 * with the new number.
 */
const end = prepared<Owner & Claim & { at: number }>()((db, value) =>
  db
    .updateTable("contact_addresses")
    .set({ ended_at: value("at") })
    .where("business_id", "=", value("businessId"))
    .where("ended_at", "is", null)
    .where("address", "not in", sql<string>`(select value from json_each(${value("own")}))`)
    .where(({ not }) => not(isOtherPerson(value)))
    .where(({ eb, or }) =>
      or([
        eb("address", "in", sql<string>`(select value from json_each(${value("former")}))`),
        eb("contact_id", "=", value("contactId")),
      ]),
    ),
);

const selectEnded = prepared<{ contactId: number }>()((db, value) =>
  db
    .selectFrom("contact_addresses")
    .select("address")
    .where("contact_id", "=", value("contactId"))
    .where("ended_at", "is not", null),
);
