import type { Account } from "./account.ts";
import { contactJson, waIdOf } from "./contact-json.ts";
import { shown, type Person } from "./people.ts";
import { seconds } from "./status-json.ts";

type Written = {
  id: string;
  person: Person;
  /** What depends on the kind of message. */
  content: object;
  /** Milliseconds since 1970. */
  at: number;
  replyTo?: string | undefined;
};

/** The `value` of a webhook that brings one message. */
export function inboundValue(account: Pick<Account, "number">, written: Written) {
  const { id, content, at, replyTo } = written;
  const person = shown(written.person);
  const context = replyTo && { context: { from: waIdOf(account.number), id: replyTo } };
  const message = { ...context, ...senderJson(person), id, timestamp: seconds(at), ...content };
  return { contacts: [contactJson(person)], messages: [message] };
}

/** The `value` that tells of other addresses; unlike others, it describes nobody. */
export function movedValue({ before, now, id, at }: Moved) {
  const system = now.phone !== before.phone ? newNumber(before, now) : newUserId(before, now);
  const message = { ...senderJson(before), id, timestamp: seconds(at), type: "system", system };
  return { messages: [message] };
}

type Moved = { before: Person; now: Person; id: string; at: number };

function senderJson({ phone, userId, parentUserId }: Person) {
  return {
    ...(phone && { from: waIdOf(phone) }),
    ...(userId && { from_user_id: userId }),
    ...(userId && parentUserId && { from_parent_user_id: parentUserId }),
  };
}

function newNumber(before: Person, now: Person) {
  const { name, phone: old = "" } = before;
  const wa_id = waIdOf(now.phone ?? "");
  const body = `User ${name} changed from ${waIdOf(old)} to ${wa_id}`;
  return { body, wa_id, type: "user_changed_number", ...userIds(before, now) };
}

function newUserId(before: Person, now: Person) {
  const body = `User ${before.name} changed`;
  return { body, type: "user_changed_user_id", ...userIds(before, now) };
}

function userIds({ userId: previous }: Person, { userId }: Person) {
  return {
    ...(userId && { user_id: userId }),
    ...(previous && previous !== userId && { previous_user_id: previous }),
  };
}
