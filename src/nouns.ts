/**
 * The nouns of Askline, one word each, used everywhere: code, database, API, logs.
 * This file imports nothing. DESIGN words that need no type (business, operator) get one when they do.
 */

export type ChannelName = "twilio";
export type EngineName = "askyourdatabase";

/** How an address, a provider id or a number of ours is told apart between providers. */
export type ProviderAccount = { channel: ChannelName; account: string };

/**
 * Who wrote. `address` is opaque: `+15555550101`, or a business-scoped user id such as
 * `US.13491208655302741918` when WhatsApp hides the number. Never strip it, never assume digits.
 */
export type ContactAddress = {
  address: string;
  /** Other addresses the provider says are the same person. */
  aliases: string[];
  name?: string;
};

/** What a contact sent. Whatever we cannot read is a value too, never an exception. */
export type Content =
  | { kind: "text"; text: string }
  | { kind: "button"; text: string; payload: string }
  | { kind: "media"; text: string; items: MediaItem[] }
  | { kind: "location"; latitude: number; longitude: number; label?: string; address?: string }
  | { kind: "contacts"; items: MediaItem[] }
  | { kind: "unsupported"; type: string };

export type MediaItem = { url: string; contentType: string };

/** A verified message as a channel read it, not yet stored. */
export type InboundMessage = ProviderAccount & {
  /** The provider's id of the message: the dedupe key, together with channel and account. */
  providerId: string;
  /** Our own number it was sent to. */
  line: string;
  from: ContactAddress;
  content: Content;
  /** When it was sent, for one that reaches us later than usual; milliseconds since 1970. */
  sentAt?: number;
  /** The provider's id of the message this one answers, when the contact swiped to reply. */
  replyTo?: string;
};

/** The states of a part, in the order of `statusRank`; a part only ever moves forward. */
export type PartStatus =
  "queued" | "sending" | "unknown" | "sent" | "delivered" | "read" | "failed";

/** What a provider tells about a part it was given; `sent` once it has accepted it. */
export type DeliveryStatus = "sent" | "delivered" | "read" | "failed";

export type StatusUpdate = ProviderAccount & {
  providerId: string;
  status: DeliveryStatus;
  /** Ours, when the provider carried it back to us (Twilio: in the status callback URL). */
  partId?: number;
  /** Whom it went to. Ids of parts begin anew with a new database, so `partId` alone proves little. */
  to?: string;
  errorCode?: string;
};

/** How a turn ended; `open` until then. */
export type TurnState = "open" | "answered" | "handed_over" | "ignored" | "dead";

/** What an engine returned for a turn. */
export type Answer = {
  /** Markdown, as the engine wrote it. May be empty when there are pictures. */
  text: string;
  pictures: Picture[];
  /** What the answer rests on, for operators: for example the SQL that was run. */
  sources: Source[];
  /** True when the stream broke after text had come: the contact must be told. */
  cutOff: boolean;
};

export type Picture = { url: string; alt: string };
export type Source = { kind: "sql"; text: string };

/** What goes out in one message: a text, or a picture. */
export type PartContent = { kind: "text"; text: string } | { kind: "picture"; url: string };
