import { sql } from "kysely";

/**
 * When the newest message was sent that came in the conversation `c`; 0 for none. One that was found
 * late has a higher id than newer ones; so many are not found at one time.
 */
export const NEWEST_INBOUND_AT = sql<number>`coalesce((select max(created_at) from (
  select created_at from messages
  where conversation_id = c.id and direction = 'inbound' order by id desc limit 50)), 0)`;
