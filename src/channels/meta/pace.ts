import type { Clock } from "../../clock.ts";
import type { Pace } from "../channel.ts";

/** Meta's limit for one contact: one message every 6 s, and 45 at once if there was a rest before. */
const EVERY_MS = 6_000;
const AT_ONCE = 45;
/** Beyond so many contacts the one that waited longest is forgotten; Meta still counts. */
const MOST_CONTACTS = 10_000;

/**
 * Spares us Meta's refusal 131056. For each contact one instant is kept: when all that was sent
 * would have been sent at one every 6 s. It may lie as far ahead as the messages that go at once.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/about-the-platform
 */
export function createPace({ clock }: { clock: Pick<Clock, "now"> }): Pace {
  const paidUntil = new Map<string, number>();

  return {
    take(contact) {
      const now = clock.now();
      const start = Math.max(paidUntil.get(contact) ?? 0, now);
      const waitMs = start - now - (AT_ONCE - 1) * EVERY_MS;
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      // Taken out first: who was written to last stands last.
      paidUntil.delete(contact);
      paidUntil.set(contact, start + EVERY_MS);
      forget(now);
      return 0;
    },
  };

  /** Two a call are enough, as each call adds one at most. */
  function forget(now: number) {
    for (const [contact, until] of paidUntil.entries().take(2))
      if (until <= now || paidUntil.size > MOST_CONTACTS) paidUntil.delete(contact);
  }
}
