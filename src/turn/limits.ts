import type { Texts } from "../texts/texts.ts";
import type { Use } from "../store/work.ts";

export type Limits = {
  messagesPerMinute: number;
  contactAnswersPerDay: number;
  /** 0: no limit. */
  businessAnswersPerDay: number;
};

export type Reached = keyof Texts["limit"];

/**
 * The limit a contact has reached, if any. `loop`: somebody who writes fifty times in ten minutes,
 * with the usual limit, is a program, most likely one that answers our answers; silence ends that.
 */
export function limitReached(use: Use, limits: Limits): Reached | undefined {
  if (use.messagesInMinute > limits.messagesPerMinute) return "minute";
  if (use.messagesInTenMinutes > limits.messagesPerMinute * LOOP_MINUTES) return "loop";
  if (use.contactAnswersToday >= limits.contactAnswersPerDay) return "contact";
  const { businessAnswersPerDay } = limits;
  if (businessAnswersPerDay > 0 && use.businessAnswersToday >= businessAnswersPerDay)
    return "business";
  return undefined;
}

/** Of the limit of a minute, in ten minutes: 50 with the usual 20. */
const LOOP_MINUTES = 2.5;

/** Once is enough: who goes on is not told again within the hour. */
export function isNewsOfLimit({ limitToldAt }: Use, now: number): boolean {
  return limitToldAt === undefined || now - limitToldAt > 3_600_000;
}
