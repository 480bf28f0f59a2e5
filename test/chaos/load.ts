import { setTimeout as delay } from "node:timers/promises";
import type { TwilioStandIn } from "../../src/demo/twilio/twilio.ts";
import { createDeliver } from "./deliver.ts";
import type { Ledger } from "./ledger.ts";
import { createRandom, type Random } from "./random.ts";

type Dependencies = { twilio: TwilioStandIn; ledger: Ledger; seed: number; contacts: number };

/** Contacts who keep writing, one message after the other, whether somebody is there or not. */
export function startLoad({ twilio, ledger, seed, contacts }: Dependencies) {
  const deliver = createDeliver({ twilio, ledger });
  const stopping = new AbortController();
  const addresses = Array.from({ length: contacts }, (_, index) => addressOf(index));
  const running = addresses.map((address, index) =>
    keepWriting(address, createRandom(seed + index)),
  );
  return {
    addresses,
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };

  async function keepWriting(address: string, random: Random): Promise<void> {
    for (let n = 1; !stopping.signal.aborted; n += 1) {
      await pause(random.between(50, 400));
      await deliverOne(questionOf(address, n, random), address, random);
    }
  }

  /** Mostly until it is heard: the next message comes after it. Some providers give up. */
  async function deliverOne(question: string, address: string, random: Random): Promise<void> {
    let { sid, heard } = await deliver.write({ address, question });
    while (!heard && !stopping.signal.aborted && !random.chance(0.05)) {
      await pause(random.between(20, 200));
      heard = await deliver.again(sid);
    }
    if (heard && random.chance(0.1)) await repeat(sid, random);
  }

  async function repeat(sid: string, random: Random): Promise<void> {
    const times = Math.round(random.between(1, 3));
    ledger.repeated += times;
    await Promise.all(Array.from({ length: times }, () => deliver.again(sid)));
  }

  function pause(ms: number): Promise<void> {
    return delay(ms, undefined, { signal: stopping.signal }).catch(() => {});
  }
}

export function addressOf(index: number): string {
  return `+1555555${String(1000 + index)}`;
}

/** Short answers, many of them with the same words, and one of two parts. */
export function questionOf(address: string, n: number, random: Random): string {
  return `${CANARY} ${address.slice(-4)} ${n}: ${random.oneOf(QUESTIONS)}`;
}

export const CANARY = "canary-question";

const QUESTIONS = [
  "How many customers do we have?",
  "What is the average order value?",
  "What are our top products?",
  "Draw a chart of our sales",
] as const;
