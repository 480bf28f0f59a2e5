import { expect, test } from "vitest";
import { runKillLoop } from "./kill-loop.ts";
import { tableOf } from "./report.ts";

/** About one a second; `npm run chaos -- --kills 2000` does the rest. */
const KILLS = 100;
const SEED = Number(process.env["CHAOS_SEED"] ?? 20_261_121);

test("however often it is killed, nothing is lost and nothing is doubled", async () => {
  const report = await runKillLoop({ kills: KILLS, seed: SEED });
  process.stdout.write(`--seed ${SEED}\n${tableOf(report)}`);
  expect(report.violations).toEqual([]);
  expect(report.counts).toMatchObject({ lost: 0, unexpected: 0 });
  expect(report.counts["messages acknowledged"]).toBeGreaterThan(KILLS);
}, 400_000);
