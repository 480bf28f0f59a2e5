import type { ChannelName } from "../../src/nouns.ts";
import { DEATHS, type Death } from "./failpoints.ts";
import { CHANNELS, FIRST_STAGE, type Stage } from "./stage.ts";

/** A way to die, and between whom. */
type Drawn = { death: Death; stage: Stage };

const NAMES = Object.keys(CHANNELS) as ChannelName[];

/** All ways to die. Where the channel is free they take turns, so two seeds in a row show all. */
export function drawDeaths(seed: number, channel?: ChannelName): Drawn[] {
  const possible = DEATHS.filter(({ on }) => !channel || !on?.channel || on.channel === channel);
  return possible.map((death, n) => {
    const turn = NAMES[(n + seed) % NAMES.length] ?? FIRST_STAGE.channel;
    return { death, stage: { ...FIRST_STAGE, channel: channel ?? turn, ...death.on } };
  });
}
