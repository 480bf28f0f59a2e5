import { z } from "zod";
import type { ContactAddress } from "../../nouns.ts";
import { maybeAddress } from "./addresses.ts";
import type { Contacts } from "./contacts.ts";
import type { Json } from "./json.ts";

const senderShape = z.object({
  from: maybeAddress,
  from_user_id: maybeAddress,
  from_parent_user_id: maybeAddress,
});

const changeShape = z.object({
  type: z.enum(["user_changed_number", "user_changed_user_id"]),
  wa_id: maybeAddress,
  user_id: maybeAddress,
  previous_user_id: maybeAddress,
});

/**
 * Who wrote, if it is said: by number where it is known, so that it stays known (Meta hides it
 * again after 30 days), else by user id. A parent id is no address: nothing can be sent to it.
 */
export function parseSender(message: Json, contacts: Contacts): ContactAddress | undefined {
  const { from, from_user_id, from_parent_user_id } = senderShape.parse(message);
  const contact = contacts.of([from, from_user_id, from_parent_user_id]);
  const name = contact?.profile?.name?.trim().slice(0, 200).toWellFormed();
  const numbers = [from, contact?.wa_id];
  // Meta's own sample has a slip in the other one.
  const userId = from_user_id ?? contact?.user_id;
  const moved = newAddresses(message);
  const [address, ...aliases] = distinct([...(moved ?? numbers), userId]);
  if (address === undefined) return undefined;
  const former = moved && distinct(numbers).filter((one) => !moved.includes(one));
  return { address, aliases, ...(former && { former }), ...(name && { name }) };
}

/**
 * Of somebody who has another number, or another user id (which comes of another number, too, one
 * that we may not know): the number before is no alias, as it will be somebody else's. A user id
 * never is.
 */
function newAddresses({ type, system }: Json): (string | undefined)[] | undefined {
  if (type !== "system") return undefined;
  const { wa_id, user_id, previous_user_id } = changeShape.safeParse(system).data ?? {};
  return wa_id || user_id ? [wa_id, user_id, previous_user_id] : undefined;
}

function distinct(addresses: (string | undefined)[]): string[] {
  return [...new Set(addresses.filter((one) => one !== undefined))];
}
