import { createRandom } from "../chaos/random.ts";
import { settle } from "../chaos/settle.ts";
import { fateOf, type Fate } from "./fate.ts";
import { onStage, type LoadStage } from "./on-stage.ts";
import { sendWebhooks, signAll, type Ack } from "./send-webhooks.ts";
import { watchCores, type Cores } from "./watch-cores.ts";
import { watch, type Sample } from "./watch.ts";

export type Load = {
  seconds: number;
  perSecond: number;
  contacts: number;
  /** MAX_CONCURRENT_ANSWERS: how many turns are answered at one time, the others wait. */
  places: number;
  /** How long the engine takes, each time anew. */
  engineMs: { least: number; most: number };
  seed: number;
  /** Looks at what is there when the load ends, and not at what becomes of it. */
  isCutShort?: boolean;
  profileDir?: string | undefined;
  tell(line: string): void;
};

export type Endured = {
  acks: Ack[];
  samples: Sample[];
  cores: Cores;
  /** When the load ended. */
  endedAtMs: number;
  repliesWhenItEnded: number;
  /** From then until nothing was due any more, with an engine that answers at once. */
  drainMs: number;
  fate: Fate;
};

/** Webhooks at a steady rate while the engine is slow, whatever becomes of the answers meanwhile. */
export function endure(load: Load): Promise<Endured> {
  const settings = { MAX_CONCURRENT_ANSWERS: String(load.places) };
  return onStage({ settings, profileDir: load.profileDir }, (stage) => play(stage, load));
}

async function play(stage: LoadStage, load: Load): Promise<Endured> {
  const watching = watch(stage, load.tell);
  try {
    const { acks, cores } = await bear(stage, load);
    const endedAtMs = performance.now();
    const repliesWhenItEnded = watching.replies();
    stage.engine.behave("at_once");
    if (!load.isCutShort) await settle(stage.file, LONGEST_DRAIN_MS);
    const drainMs = performance.now() - endedAtMs;
    const fate = fateOf(stage.file, acks);
    const { samples } = watching;
    return { acks, samples, cores, endedAtMs, repliesWhenItEnded, drainMs, fate };
  } finally {
    watching.stop();
  }
}

async function bear({ engine, server }: LoadStage, load: Load) {
  const { seed, engineMs, perSecond } = load;
  const random = createRandom(seed);
  engine.behave({ answerAfterMs: () => random.between(engineMs.least, engineMs.most) });
  const messages = signAll(messagesOf(load));
  const stopWatching = watchCores(server);
  const acks = await sendWebhooks({ port: server.port, perSecond, messages });
  return { acks, cores: stopWatching() };
}

/** Every contact in turn; no two messages say the same. */
export function messagesOf({ seconds, perSecond, contacts }: Load) {
  return Array.from({ length: seconds * perSecond }, (_, index) => ({
    contact: index % contacts,
    text: `Question ${index}`,
  }));
}

const LONGEST_DRAIN_MS = 300_000;
