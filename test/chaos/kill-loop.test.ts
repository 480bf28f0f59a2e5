import { describe, expect, test } from "vitest";
import { drawLoops, nameOf } from "./draw-loops.ts";
import { runKillLoop } from "./kill-loop.ts";
import { tableOf } from "./report.ts";
import { todaysSeed } from "../kit/todays-seed.ts";

/** About one a second; `npm run chaos -- --kills 2000` does the rest. */
const KILLS = 100;
const SEED = todaysSeed();

describe("however often it is killed, nothing is lost and nothing is doubled", () => {
  for (const loop of drawLoops(KILLS, { worlds: 3, seed: SEED }))
    test(`${nameOf(loop.stage)}, ${loop.kills} times`, { timeout: 200_000 }, async () => {
      const report = await runKillLoop(loop);
      process.stdout.write(`${nameOf(loop.stage)}, CHAOS_SEED=${SEED}\n${tableOf(report)}`);
      expect(report.violations).toEqual([]);
      expect(report.counts).toMatchObject({ lost: 0, unexpected: 0 });
      expect(report.counts["messages acknowledged"]).toBeGreaterThan(loop.kills);
    });
});
