import { setTimeout as delay } from "node:timers/promises";
import type { TwilioStandIn } from "../../src/demo/twilio/twilio.ts";

/** Takes the time from a question to its reply: the engine repeats each question as its answer. */
export function timeReplies(twilio: TwilioStandIn) {
  const open = new Map<string, number>();
  let tookMs: number[] = [];
  twilio.onEvent((event) => {
    if (event.kind !== "created") return;
    const askedAt = open.get(event.message.body);
    if (askedAt !== undefined) tookMs.push(performance.now() - askedAt);
    open.delete(event.message.body);
  });
  return {
    asked: (question: string) => void open.set(question, performance.now()),
    /** The times since it was last called, once all replies are there. */
    async collect(timeoutMs: number): Promise<number[]> {
      const giveUpAt = performance.now() + timeoutMs;
      while (open.size > 0 && performance.now() < giveUpAt) await delay(20);
      if (open.size > 0) throw new Error(`${open.size} questions had no reply in ${timeoutMs} ms.`);
      const collected = tookMs;
      tookMs = [];
      return collected;
    },
  };
}
