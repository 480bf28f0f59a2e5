import { sql } from "kysely";

/**
 * Whether a row of `contact_addresses` is a number that is somebody else's by now: its owner has a
 * user id, and who writes from it (`own`: JSON of its addresses) has another one. Numbers are given
 * to others, user ids never are.
 */
export function isRecycled(own: string) {
  return sql<boolean>`(contact_addresses.address glob '+*'
    and contact_addresses.address in (select value from json_each(${own}))
    and exists (select 1 from json_each(${own}) where value not glob '+*')
    and 0 = ifnull((select max(id.address in (select value from json_each(${own})))
      from contact_addresses as id
      where id.contact_id = contact_addresses.contact_id and id.address not glob '+*'), 1))`;
}
