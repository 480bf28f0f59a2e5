import type { Account } from "./account.ts";
import type { Outgoing } from "./outgoing.ts";

/** Where a message goes: to an address, to nobody although it is accepted, or nowhere. */
type Recipient =
  | { kind: "known"; address: string; input: string }
  | { kind: "lost"; input: string }
  | { kind: "refused"; code: number; details: string };

/** `to` wins over `recipient`; a user id in `to` is accepted, and lost. */
export function recipientOf({ to, recipient }: Outgoing, account: Account): Recipient {
  if (to === undefined && recipient === undefined)
    return { kind: "refused", code: 100, details: "The parameter to is required." };
  if (to === undefined) return ofUserId(recipient ?? "");
  if (USER_ID.test(to)) return { kind: "lost", input: to };
  const phone = completed(to.replace(/[ ()-]/g, ""), account.number);
  if (!PHONE.test(phone))
    return { kind: "refused", code: 131009, details: "to is no phone number" };
  return { kind: "known", address: phone, input: to };
}

function ofUserId(recipient: string): Recipient {
  if (USER_ID.test(recipient)) return { kind: "known", address: recipient, input: recipient };
  return { kind: "refused", code: 131009, details: "recipient is no business-scoped user id" };
}

/** Without a `+`, Meta takes the number for one in our own country. */
function completed(phone: string, ownNumber: string): string {
  return phone.startsWith("+") ? phone : countryCodeOf(ownNumber) + phone;
}

/** Enough for a stand-in: one digit in North America and Russia, two elsewhere. */
function countryCodeOf(number: string): string {
  return number.slice(0, /^\+[17]/.test(number) ? 2 : 3);
}

const PHONE = /^\+\d{6,15}$/;
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;
