import type { Events } from "../events.ts";
import type { TwilioEvent } from "./events.ts";
import type { MessageLog } from "./message-log.ts";

/** What all parts of the stand-in share. */
export type Account = {
  /** Where the stand-in listens. */
  url: string;
  accountSid: string;
  authToken: string;
  apiKey?: { sid: string; secret: string } | undefined;
  /** Our own WhatsApp sender, with `whatsapp:`. */
  number: string;
  log: MessageLog;
  events: Events<TwilioEvent>;
  behaviour: Behaviour;
};

/** How Twilio and WhatsApp behave by themselves; may be changed at any time. */
export type Behaviour = {
  /** Whether and in which order delivery statuses are called back. */
  callbacks: "in_order" | "shuffled" | "off";
  /** How long after the step before. */
  sentAfterMs: number;
  deliveredAfterMs: number;
  readAfterMs: number;
  /** False for contacts who switched read receipts off. */
  readReceipts: boolean;
  /** How long a created message stays hidden from lists. */
  listLagMs: number;
};

export const AT_ONCE: Behaviour = {
  callbacks: "in_order",
  sentAfterMs: 0,
  deliveredAfterMs: 0,
  readAfterMs: 0,
  readReceipts: true,
  listLagMs: 0,
};
