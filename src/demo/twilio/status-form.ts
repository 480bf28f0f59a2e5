import type { Form } from "./signature.ts";
import { withoutPrefix, type TwilioMessage } from "./message.ts";

/** The body of a status callback; `To` is the contact here, the reverse of an inbound message. */
export function statusForm(
  message: TwilioMessage,
  status: string,
  accountSid: string,
  errorCode?: number,
): Form {
  const form: [string, string | undefined][] = [
    ["EventType", EVENT_TYPES[status]],
    ["SmsSid", message.sid],
    ["SmsStatus", status],
    ["MessageStatus", status],
    ["ChannelToAddress", masked(withoutPrefix(message.to))],
    ["To", message.to],
    ["ChannelPrefix", "whatsapp"],
    ["MessageSid", message.sid],
    ["AccountSid", accountSid],
    ["StructuredMessage", status === "sent" ? "false" : undefined],
    ["From", message.from],
    ["ApiVersion", "2010-04-01"],
    ["ChannelInstallSid", `XE${"0".repeat(32)}`],
    ["ErrorCode", errorCode === undefined ? undefined : String(errorCode)],
  ];
  return form.filter((field): field is [string, string] => field[1] !== undefined);
}

const EVENT_TYPES: Record<string, string> = {
  delivered: "DELIVERED",
  read: "READ",
  undelivered: "UNDELIVERED",
  failed: "UNDELIVERED",
};

function masked(address: string): string {
  return address.startsWith("+") ? `${address.slice(0, -4)}XXXX` : address;
}
