import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { recordHistory } from "../chaos/history.ts";
import { tempFolder } from "../kit/temp-folder.ts";
import { todaysSeed } from "../kit/todays-seed.ts";
import { commands } from "./commands.ts";
import { letTheWorldRecover } from "./recovery.ts";
import { createTally } from "./tally.ts";
import { startWorld } from "./world.ts";

/**
 * To see a failure again, set seed, path and replayPath as its report names them:
 * `ASKLINE_MODEL_SEED=… ASKLINE_MODEL_PATH=… ASKLINE_MODEL_REPLAY=… npx vitest run test/model`.
 */
const {
  ASKLINE_MODEL_SEED: givenSeed = String(todaysSeed()),
  ASKLINE_MODEL_PATH: path = "",
  ASKLINE_MODEL_REPLAY: replayPath,
  ASKLINE_MODEL_RUNS: runs = "300",
} = process.env;

const seed = Number(givenSeed);
const numRuns = Number(runs);

test(
  "whatever happens in whatever order, every message ends once and every reply arrives once",
  async () => {
    const template = join(tempFolder(), "askline.db");
    await recordHistory(template);
    const tally = createTally();
    const sequences = fc.commands(commands, {
      maxCommands: 80,
      size: "max",
      ...(replayPath && { replayPath }),
    });
    const settings = fc.record({ mergeWindowMs: fc.constantFrom(0, 1_000) });
    const run = fc.asyncProperty(settings, sequences, async (given, sequence) => {
      const world = await startWorld(template, given);
      try {
        const setup = () => ({ model: world.outside, real: world });
        await fc.asyncModelRun(setup, sequence);
        await letTheWorldRecover(world);
        tally.add(world);
      } finally {
        world.close();
      }
    });
    try {
      await fc.assert(run, { seed, path, numRuns });
    } finally {
      process.stdout.write(`model test: seed ${seed}, ${tally.told()}\n`);
    }
    if (numRuns >= 300 && path === "") expect(tally.kinds().toSorted()).toEqual(KINDS);
  },
  Number(runs) * 1_000,
);

/** Each of them happens in every 300 runs. */
const KINDS = [
  "ClockJumps",
  "Crash",
  "EngineFails",
  "EngineOk",
  "FoundLater",
  "HoldBegins",
  "HoldEnds",
  "ListsFail",
  "Repeat",
  "SendCreated",
  "SendOk",
  "SendRefused",
  "SendUnknown",
  "Status",
  "TimePasses",
  "Webhook",
];
