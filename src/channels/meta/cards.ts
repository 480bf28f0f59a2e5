import { z } from "zod";
import type { ContactCard } from "../../nouns.ts";
import { maybeStorableText } from "./storable-text.ts";

const cardShape = z.object({
  name: z.object({ formatted_name: maybeStorableText }).catch({}),
  phones: z.array(z.object({ phone: maybeStorableText }).catch({})).catch([]),
  emails: z.array(z.object({ email: maybeStorableText }).catch({})).catch([]),
});

/** What can be read of the people that somebody tells us of. */
export function readCards(list: unknown): ContactCard[] {
  return (Array.isArray(list) ? list : []).flatMap((item): ContactCard[] => {
    const { data: card } = cardShape.safeParse(item);
    if (!card) return [];
    const name = card.name.formatted_name;
    return [
      {
        ...(name && { name }),
        phones: card.phones.flatMap(({ phone }) => phone || []),
        emails: card.emails.flatMap(({ email }) => email || []),
      },
    ];
  });
}
