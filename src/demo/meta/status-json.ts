import { createHash } from "node:crypto";
import { contactJson, waIdOf } from "./contact-json.ts";
import type { MessageStatus, MetaMessage } from "./message.ts";
import { shown, type Person } from "./people.ts";
import { errorJson } from "./reply.ts";

type StatusOf = { message: MetaMessage; status: MessageStatus; errorCode?: number };

/** The `value` of a webhook that tells one status. */
export function statusValue({ message, status, errorCode }: StatusOf, apiVersion: string) {
  const { id, callbackData } = message;
  const person = recipientOf(message);
  const isOld = Number(apiVersion.slice(1)) < 24;
  const now = Date.now();
  const told = {
    id,
    status,
    timestamp: seconds(now),
    ...recipientJson(person),
    ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
    ...(isOld && status !== "failed" && { conversation: conversationJson(person, status, now) }),
    ...(status !== "failed" && (isOld || status !== "sent") && { pricing: PRICING }),
    ...(errorCode !== undefined && { errors: [{ ...errorJson(errorCode), href: ERROR_CODES }] }),
  };
  return { ...contactsIn(person, status), statuses: [told] };
}

/** Under the number the message went to, which is not hidden from whoever knows it. */
function recipientOf({ address, person }: MetaMessage): Person {
  return address.startsWith("+") ? { ...person, phone: address } : shown(person);
}

/** Meta's own samples spell the parent differently with and without a phone number. */
function recipientJson({ phone, userId, parentUserId }: Person) {
  const parent = phone ? "parent_recipient_user_id" : "parent_user_id";
  return {
    ...(phone && { recipient_id: waIdOf(phone) }),
    ...(userId && { recipient_user_id: userId }),
    ...(userId && parentUserId && { [parent]: parentUserId }),
  };
}

/** Only people with a user id are described, and a username only once the message has arrived. */
function contactsIn(person: Person, status: MessageStatus): { contacts?: object[] } {
  if (!person.userId || status === "failed") return {};
  const { username, ...withoutUsername } = person;
  return { contacts: [contactJson(status === "sent" ? withoutUsername : person)] };
}

function conversationJson(person: Person, status: MessageStatus, now: number) {
  const id = createHash("md5")
    .update(JSON.stringify(recipientJson(person)))
    .digest("hex");
  const expiration = status === "sent" && { expiration_timestamp: seconds(now + DAY_MS) };
  return { id, ...expiration, origin: { type: "service" } };
}

export function seconds(instant: number): string {
  return String(Math.floor(instant / 1000));
}

const PRICING = { billable: true, pricing_model: "PMP", type: "regular", category: "service" };
const ERROR_CODES = "/documentation/business-messaging/whatsapp/support/error-codes";
const DAY_MS = 24 * 60 * 60 * 1000;
