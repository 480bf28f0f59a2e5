import type { ChannelName, EngineName } from "../../src/nouns.ts";
import type { Answerer } from "./answerers/answerer.ts";
import { startAskYourDatabase } from "./answerers/askyourdatabase.ts";
import { startOpenAi } from "./answerers/openai.ts";
import { startQuestionnaire } from "./answerers/questionnaire.ts";
import { startMeta } from "./providers/meta.ts";
import type { Provider } from "./providers/provider.ts";
import { startTwilio } from "./providers/twilio.ts";
import type { Random } from "./random.ts";

/** Between whom a server lives. */
export type Stage = { channel: ChannelName; engine: EngineName };

export const CHANNELS: Record<ChannelName, () => Promise<Provider>> = {
  twilio: startTwilio,
  meta: startMeta,
};

export const ENGINES: Record<EngineName, () => Promise<Answerer>> = {
  askyourdatabase: startAskYourDatabase,
  openai: startOpenAi,
  questionnaire: startQuestionnaire,
};

export const FIRST_STAGE: Stage = { channel: "twilio", engine: "askyourdatabase" };

/**
 * Drawn at random, and yet fair: each two that follow each other have both channels, each three all
 * engines, and each six all pairs.
 */
export function drawStages(count: number, random: Random): Stage[] {
  const channels = random.shuffled(Object.keys(CHANNELS) as ChannelName[]);
  const engines = random.shuffled(Object.keys(ENGINES) as EngineName[]);
  return Array.from({ length: count }, (_, n) => ({
    channel: channels[n % channels.length] ?? FIRST_STAGE.channel,
    engine: engines[n % engines.length] ?? FIRST_STAGE.engine,
  }));
}
