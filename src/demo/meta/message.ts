import type { Person } from "./people.ts";

/** A message as Meta keeps it, whichever way it went. */
export type MetaMessage = {
  /** `wamid.…` */
  id: string;
  direction: "inbound" | "outbound";
  person: Person;
  /** Where it went to, or came from, when it did. */
  address: string;
  /** As on the wire: `text`, `interactive`, `image`. */
  type: string;
  body: string;
  mediaUrls: string[];
  /** What the contact can choose from: buttons, or rows of a list. */
  choices: Choice[];
  /** What stands on the button that opens the list. */
  opener?: string;
  /** The id of the message it quotes. */
  replyTo?: string;
  /** `biz_opaque_callback_data`: comes back with every status. */
  callbackData?: string;
  status: MessageStatus;
  errorCode?: number;
  /** Milliseconds since 1970. */
  createdAt: number;
};

export type Choice = {
  kind: "button_reply" | "list_reply";
  id: string;
  title: string;
  description?: string;
};

export type MessageStatus = "received" | "accepted" | "sent" | "delivered" | "read" | "failed";
