import { createRandom } from "./random.ts";
import { drawStages, type Stage } from "./stage.ts";

/** One of several kill loops, each in a world of its own. */
type Loop = { kills: number; seed: number; stage: Stage };

/** Shares the kills among so many worlds, whose channels and engines are drawn. */
export function drawLoops(
  kills: number,
  { worlds, seed }: { worlds: number; seed: number },
): Loop[] {
  const until = (n: number) => Math.floor((n * kills) / worlds);
  return drawStages(worlds, createRandom(seed)).map((stage, n) => ({
    kills: until(n + 1) - until(n),
    seed: seed + n,
    stage,
  }));
}

export function nameOf({ channel, engine }: Stage): string {
  return `${channel} and ${engine}`;
}
