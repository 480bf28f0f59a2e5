import { sql } from "kysely";
import { addressesOf, formerOf, UNTIMED_MS, type Arrival } from "./arrivals.ts";
import type { Value } from "./prepared.ts";

/** What a message says of its sender. `own` and `former` are JSON. */
export type Claim = { own: string; former: string; movedAt: number | null };

export function claimOf({ message, at }: Arrival): Claim {
  return {
    own: JSON.stringify(addressesOf(message)),
    former: JSON.stringify(formerOf(message)),
    movedAt: message.from.former ? at : null,
  };
}

/**
 * Whether a row of `contact_addresses` is a number of somebody else, although a message names it as
 * the sender's. Numbers are given to others, user ids never are. Who moved to a number is not who
 * had it until then, nor who has the old one since, be it that the two have swapped theirs.
 */
export function isOtherPerson(value: Value<Claim>) {
  const own = sql`(select value from json_each(${value("own")}))`;
  const former = sql`(select value from json_each(${value("former")}))`;
  const isWriter = ownerHas(sql`${IS_USER_ID} and known.address in ${own}`);
  const isWriterKnown = sql`exists (select 1 from contact_addresses as known
    join contacts on contacts.id = known.contact_id
    where ${IS_USER_ID} and known.address in ${own}
      and contacts.created_at < ${value("movedAt")} - ${UNTIMED})`;
  return sql<boolean>`ifnull(contact_addresses.address glob '+*' and case
    when contact_addresses.address not in ${own}
      then ${CREATED_AT} > ${value("movedAt")} + ${UNTIMED}
        or (${ownerHas(IS_USER_ID)} and not ${isWriter} and ${isWriterKnown})
    when ${isWriter}
      then false
    else (${ownerHas(sql`${IS_USER_ID} and known.ended_at is null`)}
        and exists (select 1 from json_each(${value("own")}) where value not glob '+*'))
      or (${CREATED_AT} < ${value("movedAt")} - ${UNTIMED}
        and not ${ownerHas(sql`known.address in ${former}`)})
    end, false)`;
}

const IS_USER_ID = sql`known.address not glob '+*'`;
const UNTIMED = sql.lit(UNTIMED_MS);
const CREATED_AT = sql`(select created_at from contacts where id = contact_addresses.contact_id)`;

function ownerHas(what: ReturnType<typeof sql>) {
  return sql`exists (select 1 from contact_addresses as known
    where known.contact_id = contact_addresses.contact_id and (${what}))`;
}
