import type { Content, Language, PartContent, ProviderAccount } from "../nouns.ts";

/** A turn that was just begun, with all that is needed to answer it. */
export type BegunTurn = ProviderAccount & {
  turnId: number;
  conversationId: number;
  /** When it was begun first, in milliseconds since 1970. */
  createdAt: number;
  /** This try included. */
  attempt: number;
  deaths: number;
  line: string;
  lineEnabled: boolean;
  /** An operator has taken the conversation over. */
  held: boolean;
  contact: {
    /** Where it is answered. */
    address: string;
    /** All that it is known by now. */
    addresses: string[];
    name?: string;
    optedOut: boolean;
    /** It wants no more messages since the last one of this turn. */
    optsOut?: boolean;
    /** They are older than the STOP, and came after it. */
    optedOutSince?: boolean;
    /** The language whose words it used. */
    language: Language | null;
  };
  /** The contact was already told that this one takes long. */
  told: boolean;
  use: Use;
  messages: { id: number; providerId: string; content: Content; createdAt: number }[];
};

/** What a contact used of its limits up to this turn. */
export type Use = {
  /** Inbound messages of the last minute, and of the last ten. */
  messagesInMinute: number;
  messagesInTenMinutes: number;
  contactAnswersToday: number;
  businessAnswersToday: number;
  /** When the contact was told of a limit last, in milliseconds since 1970. */
  limitToldAt: number | undefined;
};

/** A part that is marked as being sent, or whose outcome is being looked up. */
export type ClaimedPart = ProviderAccount & {
  partId: number;
  /** `null`: an operator wrote it. */
  turnId: number | null;
  conversationId: number;
  from: string;
  to: string;
  content: PartContent;
  /** The language whose words the contact used. */
  language: Language | null;
  /** The provider's id of the message it answers, where that has to be shown. */
  quotes: string | null;
  /** Sends so far, this one included. */
  attempt: number;
  attemptedAt: number;
  /** When the first of the messages came that it answers. */
  askedAt: number;
  /** When the part was written: no send of it can be older. */
  createdAt: number;
  resends: number;
};

/** What a conversation's worker has to do next. Parts come before turns: replies go out in order. */
export type Work =
  | { kind: "answer"; turn: BegunTurn }
  | { kind: "send"; part: ClaimedPart }
  | { kind: "look_up"; part: ClaimedPart }
  | { kind: "wait"; until: number }
  /** A turn is due, but the caller may not begin one now. */
  | { kind: "crowded" }
  | { kind: "nothing" };

export type ClaimRequest = {
  conversationId: number;
  now: number;
  /** How long to wait for a contact's next message, in ms; 0 makes every message a turn of its own. */
  mergeWindowMs: number;
  mayAnswer: boolean;
  /** Messages that are never answered together with others: commands. */
  standsAlone(content: Content): boolean;
};

/** One step of a conversation's worker: done and written down when it resolves with what is next. */
export type Step<Subject> = (subject: Subject, next: ClaimRequest) => Promise<Work>;
