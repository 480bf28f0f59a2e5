import { setTimeout as delay } from "node:timers/promises";
import { createDeliver } from "./deliver.ts";
import type { Ledger } from "./ledger.ts";
import type { Provider } from "./providers/provider.ts";
import { createRandom, type Random } from "./random.ts";

type Dependencies = { provider: Provider; ledger: Ledger; seed: number; contacts: number };

/** Contacts who keep writing, one message after the other, whether somebody is there or not. */
export function startLoad({ provider, ledger, seed, contacts }: Dependencies) {
  const deliver = createDeliver({ provider, ledger });
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

  /** Mostly until it is heard: the next message comes after it. Some give up, or come back much later. */
  async function deliverOne(question: string, address: string, random: Random): Promise<void> {
    let { id, heard } = await deliver.write({ address, question });
    while (!heard && !stopping.signal.aborted && !random.chance(0.05)) {
      await pause(random.between(20, 200));
      heard = await deliver.again(id);
    }
    if (heard && random.chance(0.1)) await repeat(id, random);
  }

  async function repeat(id: string, random: Random): Promise<void> {
    const times = Math.round(random.between(1, 3));
    ledger.repeated += times;
    await Promise.all(Array.from({ length: times }, () => deliver.again(id)));
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

/** Whose question it is: `canary-question 1004 17: How many …`. */
export function contactOf(question: string): string {
  return question.split(" ")[1] ?? "";
}

/** The how many-th of this contact. */
export function numberOf(question: string): number {
  return Number.parseInt(question.split(" ")[2] ?? "", 10);
}

export const CANARY = "canary-question";

const QUESTIONS = [
  "How many customers do we have?",
  "What is the average order value?",
  "What are our top products?",
  "Draw a chart of our sales",
] as const;
