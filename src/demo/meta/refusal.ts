import type { Account } from "./account.ts";
import type { Outgoing } from "./outgoing.ts";
import { addressesOf, type Person } from "./people.ts";

type MetaRefusal = { code: number; details?: string };

type Asked = { message: Outgoing; address: string; person: Person | undefined; account: Account };

/** Why Meta does not take a well-formed message to this person. */
export function refusalOf({ message, address, person, account }: Asked): MetaRefusal | undefined {
  if (address === account.number) return { code: 131021 };
  if (person && !addressesOf(person).includes(address)) return { code: 131026 };
  for (const id of mentionedIn(message))
    if (!person || account.log.get(id)?.person !== person)
      return { code: 131009, details: `There is no message ${id} in this conversation` };
  if (account.behaviour.window === "refused" && needsWindow(message.type) && !hasOpenWindow(person))
    return { code: 131047, details: WINDOW_CLOSED };
  return undefined;
}

/** Templates may go to anybody at any time. */
export function needsWindow(type: string): boolean {
  return type !== "template";
}

export function hasOpenWindow(person: Person | undefined): boolean {
  return Date.now() - (person?.lastWroteAt ?? -Infinity) < WINDOW_MS;
}

function mentionedIn(message: Outgoing): string[] {
  const reaction = message.type === "reaction" ? message.reaction.message_id : undefined;
  return [message.context?.message_id, reaction].filter((id) => id !== undefined);
}

const WINDOW_MS = 24 * 60 * 60 * 1000;
const WINDOW_CLOSED =
  "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";
