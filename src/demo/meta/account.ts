import { WHATSAPP_AT_ONCE, type WhatsAppBehaviour } from "../behaviour.ts";
import type { Events } from "../events.ts";
import type { MetaEvent } from "./events.ts";
import type { MessageLog } from "./message-log.ts";
import type { People } from "./people.ts";

/** What all parts of the stand-in share. */
export type Account = {
  /** Where the stand-in listens. */
  url: string;
  accessToken: string;
  /** The WhatsApp Business Account: `entry[].id` of a webhook. */
  accountId: string;
  /** Our number as Meta calls it: `phone_number_id`. */
  phoneId: string;
  /** Our number, `+E164`. */
  number: string;
  /** Such as `v25.0`. */
  apiVersion: string;
  people: People;
  log: MessageLog;
  events: Events<MetaEvent>;
  behaviour: Behaviour;
};

/** How Meta and WhatsApp behave by themselves; may be changed at any time. */
export type Behaviour = WhatsAppBehaviour & {
  /**
   * What becomes of a message to somebody who has not written for 24 hours: 131047 in the answer, or
   * later in a `failed` status, or nothing of the kind.
   */
  window: "refused" | "failed" | "off";
  /** Whether one contact may be sent one message every 6 s only, after a burst of 45. */
  pairLimit: boolean;
  /** How often a webhook that is not answered with 200 comes again. */
  redeliver: number;
  /** Before the first repeat; doubled before each other one. */
  redeliverAfterMs: number;
};

export const AT_ONCE: Behaviour = {
  ...WHATSAPP_AT_ONCE,
  window: "refused",
  pairLimit: false,
  redeliver: 0,
  redeliverAfterMs: 500,
};
