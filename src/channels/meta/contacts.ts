import { z } from "zod";
import { maybeAddress } from "./addresses.ts";
import { maybeStorableText } from "./storable-text.ts";

const contactShape = z.object({
  wa_id: maybeAddress,
  user_id: maybeAddress,
  parent_user_id: maybeAddress,
  profile: z.object({ name: maybeStorableText }).optional().catch(undefined),
});

export type Contact = z.output<typeof contactShape>;

/** The people a delivery is about. */
export type Contacts = { of(addresses: (string | undefined)[]): Contact | undefined };

/** They stand beside the messages, in an order of their own: who wrote what is told by their ids. */
export function readContacts(list: unknown): Contacts {
  const known = new Map<string, Contact>();
  for (const item of Array.isArray(list) ? list : []) {
    const { data: contact } = contactShape.safeParse(item);
    const { wa_id, user_id, parent_user_id } = contact ?? {};
    for (const id of [wa_id, user_id, parent_user_id]) if (contact && id) known.set(id, contact);
  }
  return {
    of: (addresses) => addresses.map((one) => known.get(one ?? "")).find(Boolean),
  };
}
