/**
 * The nouns of Askline, one word each, used everywhere: code, database, API, logs.
 * This file imports nothing. DESIGN words that need no type (business, operator) get one when they do.
 */

export type ChannelName = "twilio" | "meta";
export type EngineName = "askyourdatabase" | "openai" | "questionnaire";

/** Languages that we have our own texts in. */
export type Language = "en" | "es" | "it" | "fr" | "de" | "pt";

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
  /**
   * There when the person moved to these addresses: the ones before, as far as they are told. From
   * now on every number that is not among `address` and `aliases` may be a stranger's.
   */
  former?: string[];
  name?: string;
};

/** What a contact sent. Whatever we cannot read is a value too, never an exception. */
export type Content =
  | { kind: "text"; text: string }
  | { kind: "button"; text: string; payload: string }
  | { kind: "media"; text: string; items: MediaItem[] }
  | { kind: "location"; latitude: number; longitude: number; label?: string; address?: string }
  /** As files or as cards, whichever the provider gives. */
  | { kind: "contacts"; items: MediaItem[]; cards?: ContactCard[] }
  /**
   * Something that is nothing to answer: a reaction, a number that changed. Kept, and ignored.
   * `detail`: what operators may want to see of it, an emoji or the words of an edit.
   */
  | { kind: "event"; type: string; detail?: string }
  | { kind: "unsupported"; type: string };

/** Somebody whom a contact tells us of. */
export type ContactCard = { name?: string; phones: string[]; emails: string[] };

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
  /** What the contact may choose from, in answer to the text. */
  choices?: Choice[];
  tokens?: TokenUse;
};

/** `id` comes back when it is chosen where a channel has buttons; `title` is what the contact reads. */
export type Choice = { id: string; title: string; description?: string };

/** What a language model counted for an answer. `cached` is a part of `input`. */
export type TokenUse = { input: number; cached: number; output: number };

/** A question that was answered, as the contact wrote and the engine said it. */
export type Exchange = { turnId: number; question: string; answer: string; at: number };

export type Picture = { url: string; alt: string };
export type Source = { kind: "sql"; text: string };

/**
 * What goes out in one message. `choices` only where the channel can offer them; `opener` is the word
 * on the button that opens them as a list, of at most 20 characters.
 */
export type PartContent =
  | { kind: "text"; text: string }
  | { kind: "choices"; text: string; choices: Choice[]; opener?: string }
  | { kind: "picture"; url: string };
