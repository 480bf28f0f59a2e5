/** A message as Twilio keeps it, whichever way it went. Instants are milliseconds since 1970. */
export type TwilioMessage = {
  sid: string;
  direction: "inbound" | "outbound-api" | "outbound-reply";
  /** With the `whatsapp:` in front, as on the wire. */
  from: string;
  to: string;
  body: string;
  mediaUrls: string[];
  statusCallback?: string;
  status: MessageStatus;
  errorCode?: number;
  createdAt: number;
  sentAt?: number;
  updatedAt: number;
  /** From when lists show it. */
  listedAt: number;
};

export type MessageStatus =
  "received" | "queued" | "sent" | "delivered" | "read" | "failed" | "undelivered";

/** The contact's side of a message, without the `whatsapp:`. */
export function contactOf(message: TwilioMessage): string {
  return withoutPrefix(message.direction === "inbound" ? message.from : message.to);
}

export function withPrefix(address: string): string {
  return address.startsWith(PREFIX) ? address : PREFIX + address;
}

export function withoutPrefix(address: string): string {
  return address.startsWith(PREFIX) ? address.slice(PREFIX.length) : address;
}

const PREFIX = "whatsapp:";
