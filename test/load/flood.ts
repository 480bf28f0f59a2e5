import { percentile } from "../bench/percentile.ts";
import { ms } from "../bench/row.ts";
import { createRandom } from "../chaos/random.ts";
import { settle } from "../chaos/settle.ts";
import { fateOf, type Fate } from "./fate.ts";
import { CONTACTS, createHundred } from "./hundred.ts";
import { onStage, type LoadStage } from "./on-stage.ts";
import { sendWebhooks, signAll, type Ack } from "./send-webhooks.ts";

export type Flood = {
  /** Of calm and flood, one after the other. */
  rounds: number;
  /** Of each calm, and of each flood. */
  seconds: number;
  /** What the hundred ask together. */
  perSecond: number;
  settings: Record<string, string>;
  engineMs: { least: number; most: number };
  seed: number;
  tell(line: string): void;
};

export type Flooded = {
  /** From webhook to reply, of the hundred. */
  calmMs: number[];
  floodMs: number[];
  /** Of all the webhooks, those of the flood too. */
  acks: Ack[];
  fate: Fate;
};

/** A hundred contacts ask at their pace, while one more writes a thousand messages a minute, or not. */
export function endureFlood(flood: Flood): Promise<Flooded> {
  return onStage({ settings: flood.settings }, (stage) => play(stage, flood));
}

async function play(stage: LoadStage, flood: Flood): Promise<Flooded> {
  const { seed, engineMs, rounds, seconds, perSecond, tell } = flood;
  const random = createRandom(seed);
  stage.engine.behave({ answerAfterMs: () => random.between(engineMs.least, engineMs.most) });
  const hundred = createHundred(stage, perSecond);
  // The first question of each opens a session: that is neither calm nor flood.
  await hundred.ask(CONTACTS);
  const [calmMs, floodMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const calm = await hundred.ask(perSecond * seconds);
    const [beside, acks] = await Promise.all([
      hundred.ask(perSecond * seconds),
      oneFloods(stage, seconds),
    ]);
    tell(`reply p95 ${p95(calm)} in calm, ${p95(beside)} beside the flood`);
    calmMs.push(...calm);
    floodMs.push(...beside);
    hundred.acks.push(...acks);
  }
  await settle(stage.file, LONGEST_DRAIN_MS);
  return { calmMs, floodMs, acks: hundred.acks, fate: fateOf(stage.file, hundred.acks) };
}

function oneFloods({ server: { port } }: LoadStage, seconds: number): Promise<Ack[]> {
  const message = { contact: FLOODING_CONTACT, text: "Hello? Hello!" };
  const count = Math.round(FLOOD_PER_SECOND * seconds);
  const messages = signAll(Array.from({ length: count }, () => message));
  return sendWebhooks({ port, perSecond: FLOOD_PER_SECOND, messages });
}

const FLOODING_CONTACT = 100_000;
const FLOOD_PER_SECOND = 1_000 / 60;

function p95(values: readonly number[]): string {
  return ms(percentile(values, 0.95));
}

const LONGEST_DRAIN_MS = 60_000;
