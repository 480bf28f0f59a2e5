import { existsSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { createRandom } from "../chaos/random.ts";
import { settle } from "../chaos/settle.ts";
import { messagesOf, type Load } from "./endure.ts";
import { onStage, type LoadStage } from "./on-stage.ts";
import { sendWebhooks, signAll } from "./send-webhooks.ts";

export type LiveMemory = Record<"idleMb" | "swingMb" | "endMb" | "drainedMb", number>;

/**
 * What the server cannot do without, at four points of a load: V8 lets garbage lie for up to a
 * minute while there is memory, so that the size of the process does not tell. Collecting holds
 * everything up, so no times are taken here.
 */
export function measureLiveMemory(load: Load): Promise<LiveMemory> {
  const settings = { MAX_CONCURRENT_ANSWERS: String(load.places) };
  return onStage({ settings, preload: [COLLECTOR] }, (stage) => play(stage, load));
}

async function play(stage: LoadStage, load: Load): Promise<LiveMemory> {
  const { engine, server, file } = stage;
  const { engineMs, perSecond, seed } = load;
  const random = createRandom(seed);
  engine.behave({ answerAfterMs: () => random.between(engineMs.least, engineMs.most) });
  const messages = signAll(messagesOf(load));
  const idleMb = await liveMb(stage);
  const sending = sendWebhooks({ port: server.port, perSecond, messages });
  await Promise.race([sending, delay(SWING_MS)]);
  const swingMb = await liveMb(stage);
  await sending;
  const endMb = await liveMb(stage);
  engine.behave("at_once");
  await settle(file, LONGEST_DRAIN_MS);
  return { idleMb, swingMb, endMb, drainedMb: await liveMb(stage) };
}

async function liveMb({ server, file }: LoadStage): Promise<number> {
  const answer = `${file}.live`;
  rmSync(answer, { force: true });
  process.kill(server.pid, "SIGUSR2");
  for (let tries = 0; !existsSync(answer) && tries < 200; tries += 1) await delay(50);
  return Number(readFileSync(answer, "utf8")) / 2 ** 20;
}

const COLLECTOR = new URL("preload/collect.ts", import.meta.url).href;
/** As many questions are asked as ever will be, and every contact has written once. */
const SWING_MS = 25_000;
const LONGEST_DRAIN_MS = 300_000;
