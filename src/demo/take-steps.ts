import { setTimeout as delay } from "node:timers/promises";
import type { WhatsAppBehaviour } from "./behaviour.ts";

/** A delivery status, and how long after the one before it comes. */
export type Step<Status> = { status: Status; afterMs: number; errorCode?: number };

type Taking<Status> = {
  isShuffled: boolean;
  closing: AbortSignal;
  take: (step: Step<Status>) => Promise<void>;
};

/** The statuses of a message that arrives. */
export function usualSteps(behaviour: WhatsAppBehaviour): Step<"sent" | "delivered" | "read">[] {
  return [
    { status: "sent", afterMs: behaviour.sentAfterMs },
    { status: "delivered", afterMs: behaviour.deliveredAfterMs },
    ...(behaviour.readReceipts
      ? [{ status: "read", afterMs: behaviour.readAfterMs } as const]
      : []),
  ];
}

/** Takes a message through its statuses: one after the other, or all at once in any order. */
export async function takeSteps<Status>(
  steps: Step<Status>[],
  { isShuffled, closing, take }: Taking<Status>,
): Promise<void> {
  const takeInTime = async (step: Step<Status>) => {
    if (step.afterMs === 0 || (await waited(step.afterMs, closing))) await take(step);
  };
  if (isShuffled) await Promise.all(shuffled(steps).map(takeInTime));
  else for (const step of steps) await takeInTime(step);
}

/** False when the signal came first. */
export async function waited(delayMs: number, signal: AbortSignal): Promise<boolean> {
  return delay(delayMs, true, { signal }).catch(() => false);
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);
}
