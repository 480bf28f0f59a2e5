import { WHATSAPP_AT_ONCE, type WhatsAppBehaviour } from "../behaviour.ts";
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
export type Behaviour = WhatsAppBehaviour & {
  /** How long a created message stays hidden from lists. */
  listLagMs: number;
};

export const AT_ONCE: Behaviour = {
  ...WHATSAPP_AT_ONCE,
  listLagMs: 0,
};
