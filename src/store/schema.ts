import type { Generated } from "kysely";
import type {
  ChannelName,
  DeliveryStatus,
  EngineName,
  Language,
  PartStatus,
  TurnState,
} from "../nouns.ts";

/** The tables, as `migrations/` makes them. Instants are milliseconds since 1970; JSON is text. */
export type Schema = {
  businesses: { id: Generated<number>; name: string; created_at: number };
  lines: {
    id: Generated<number>;
    business_id: number;
    channel: ChannelName;
    account: string;
    address: string;
    /** 0: not one of the configured numbers; what arrives there is kept and ends `ignored`. */
    enabled: number;
    created_at: number;
  };
  contacts: {
    id: Generated<number>;
    business_id: number;
    name: string | null;
    created_at: number;
    opted_out_at: number | null;
    /** The newest message at that time. */
    opted_out_up_to: number | null;
    /** The language whose words the contact used; null: by its country. */
    language: Language | null;
  };
  contact_addresses: {
    business_id: number;
    address: string;
    contact_id: number;
    /** When the contact gave it up: what was sent from it later is a stranger's. */
    ended_at: number | null;
  };
  conversations: {
    id: Generated<number>;
    line_id: number;
    contact_id: number;
    /** Where replies go: the address the contact wrote from last. */
    address: string;
    created_at: number;
    limit_told_at: number | null;
    /** When the contact began anew. */
    reset_at: number | null;
  };
  /** Conversations that an operator has taken over. */
  holds: { conversation_id: number; began_at: number; up_to: number };
  /** Up to when everything that a provider has for us is here. */
  back_fills: {
    channel: ChannelName;
    account: string;
    /** Nothing before it is ever looked for. */
    began_at: number;
    complete_until: number;
  };
  /** One row for every message id ever accepted. The insert is the dedupe; the row outlives the message. */
  dedupe_keys: { channel: ChannelName; account: string; provider_id: string; received_at: number };
  turns: {
    id: Generated<number>;
    conversation_id: number;
    state: TurnState;
    reason: string | null;
    /** Counted before each try, so that a turn that kills the process is counted too. */
    attempts: number;
    /** 1 while a process works on it: found at start, it is a death. */
    running: number;
    deaths: number;
    due_at: number;
    created_at: number;
    ended_at: number | null;
    /** 1 when the contact was told that the answer takes long. */
    told: Generated<number>;
    /** 1 when it was told that somebody is down: "one moment" is another word, and may have come before. */
    told_down: Generated<number>;
  };
  /** Answers of a day (UTC), for the limits. */
  usage: { day: string; business_id: number; contact_id: number; answers: number };
  answers: {
    turn_id: number;
    engine: EngineName;
    text: string;
    pictures: string;
    sources: string;
    cut_off: number;
    took_ms: number;
    /** What a language model counted; cached is a part of input. */
    input_tokens: number | null;
    cached_tokens: number | null;
    output_tokens: number | null;
    created_at: number;
  };
  /** What MORE would bring. */
  remainders: { conversation_id: number; turn_id: number; text: string };
  messages: {
    id: Generated<number>;
    conversation_id: number;
    direction: "inbound" | "outbound";
    /** Inbound: null until a turn gathers it, and that is the work that is waiting. */
    turn_id: number | null;
    /** JSON: `Content` of an inbound message, `PartContent` of a part. */
    content: string;
    provider_id: string | null;
    reply_to: string | null;
    created_at: number;
    /** From here on: parts only. */
    status: PartStatus | null;
    attempts: Generated<number>;
    due_at: number | null;
    attempted_at: number | null;
    /** Where it went, once it was tried: the contact may write from another address meanwhile. */
    sent_to: string | null;
    error_code: string | null;
    /** How often it was sent again although its outcome stayed unknown. */
    resends: Generated<number>;
  };
  /** Statuses that overtook the answer to the send they are about. */
  early_statuses: {
    channel: ChannelName;
    account: string;
    provider_id: string;
    status: DeliveryStatus;
    error_code: string | null;
    received_at: number;
  };
  sessions: {
    conversation_id: number;
    engine: EngineName;
    /** Sealed: it holds tokens. */
    value: string;
    expires_at: number;
  };
};
