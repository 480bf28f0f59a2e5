import type { IncomingHttpHeaders } from "node:http";
import type {
  ChannelName,
  Choice,
  DeliveryStatus,
  InboundMessage,
  PartContent,
  StatusUpdate,
} from "../nouns.ts";

/** A WhatsApp provider, as the rest of Askline sees it. */
export type Channel = {
  readonly name: ChannelName;
  /** Our account at the provider: with the provider's message id it makes the dedupe key. */
  readonly account: string;
  /** Longest text of one part, in UTF-16 code units. */
  readonly maxTextLength: number;
  readonly webhooks: Webhook[];
  /** Whether a part may show which message it answers. */
  readonly canQuote: boolean;

  /** How fast one contact may be written to, where the provider counts: see `with-pace.ts`. */
  readonly pace?: Pace;

  /** Whether these can be sent as `choices`: as buttons, or as a list. */
  canOffer(text: string, choices: Choice[]): boolean;

  /** Hands one part to the provider. Every outcome is a value; it never throws. */
  send(part: OutgoingPart): Promise<SendOutcome>;

  /** Finds out what became of a part whose outcome is unknown. Throws when the provider cannot be asked. */
  lookUp(part: LostPart): Promise<LookUp>;

  /**
   * Messages that were sent to our numbers since then (milliseconds since 1970), oldest first: also
   * those that a webhook brought. Throws when the provider cannot be asked.
   */
  listInbound(since: number): Promise<InboundMessage[]>;

  /** Shows the contact that an answer is being made, for at most 25 s. Never throws. */
  showTyping(inReplyTo: string): Promise<void>;

  /**
   * Fetches what a contact sent, from the address in its message. Throws by what to do next: `Never`
   * for an address that is not the provider's own, and for more than the provider lets through.
   */
  fetchMedia(url: string): Promise<Media>;
};

export type Pace = {
  /** Takes one of the messages that this contact may get now; else gives the seconds until the next. */
  take(contact: string): number;
};

export type Media = {
  /** Without parameters, in lower case. */
  contentType: string;
  bytes: Uint8Array;
};

/** A route that a provider calls. What is not verified is never read. */
export type Webhook = {
  method: "get" | "post";
  path: string;
  maxBytes: number;
  /** Of the body; without one, none is read. */
  contentType?: string;
  /** 403 for a request that does not prove where it comes from, 400 for one that is not a message of ours. */
  read(request: WebhookRequest): Delivery | Refusal | { kind: "reply"; reply: WebhookReply };
  /** What the provider hears when everything is on disk. */
  accepted: WebhookReply;
};

export type WebhookReply = { status: number; contentType?: string; body?: string };

export type WebhookRequest = { originalUrl: string; headers: IncomingHttpHeaders; body: Buffer };
export type Delivery = {
  kind: "delivery";
  messages: InboundMessage[];
  statuses: StatusUpdate[];
  /** Why other items of it were left out: one bad item does not lose the good ones. */
  unreadable?: string[];
};
export type Refusal = { kind: "refusal"; status: 400 | 403; reason: string };

export type OutgoingPart = {
  partId: number;
  /** Our own number. */
  from: string;
  to: string;
  content: PartContent;
  /** Sends so far, this one included. */
  attempt: number;
  /** The provider's id of the message it answers, where that has to be shown. */
  quotes?: string;
};

/** A part that was handed over and never heard of again. */
export type LostPart = OutgoingPart & {
  /** It cannot have reached the provider before this; milliseconds since 1970. */
  since: number;
  /** Ids at the provider that belong to other parts, so that two identical texts are not taken for one. */
  knownProviderIds: Set<string>;
};

/** What became of a send: created, refused, not sent, or unknown. */
export type SendOutcome =
  | { kind: "sent"; providerId: string }
  /** Refused for good. `too_long`: cut it again. */
  | { kind: "refused"; code: string; tooLong: boolean }
  /** Certainly not sent: may be tried again, after the time the provider named if it named one. */
  | { kind: "not_sent"; code: string; retryAfterSeconds?: number; concerns?: "contact" }
  /** Not even tried: the provider is down, or this contact has to be given time. It costs no try. */
  | { kind: "not_now"; code: string; retryAfterSeconds: number; concerns: "account" | "contact" }
  /** Refused because of a setting or an account state that somebody has to repair, for everyone or one contact. */
  | {
      kind: "tell_operator";
      code: string;
      message: string;
      concerns: "account" | "contact";
      retryAfterSeconds?: number;
    }
  /** `whileDown`: it was the one that tried whether the provider is back. */
  | { kind: "unknown"; code: string; whileDown?: true };

export type LookUp =
  | { kind: "found"; providerId: string; status: DeliveryStatus }
  /** Not there (yet). */
  | { kind: "absent" };
