import { writeFileSync } from "node:fs";
import { describeMachine } from "../bench/machine.ts";
import { progress } from "../bench/progress.ts";
import type { Row } from "../bench/row.ts";
import { runParts } from "../bench/run-parts.ts";
import { endure, type Load } from "./endure.ts";
import { floodRows } from "./flood-rows.ts";
import { endureFlood, type Flood } from "./flood.ts";
import { loadPanels } from "./load-panels.ts";
import { liveMemoryRows } from "./live-memory-rows.ts";
import { measureLiveMemory } from "./live-memory.ts";
import { loadRows, type Limits } from "./load-rows.ts";
import { readOptions, type Options, type PartName } from "./options.ts";
import { plot, type Panel } from "./plot.ts";

const DEFAULT_PLACES = 16;
/** 200 a second that take 11 s on average are 2,200 at one time. */
const ENOUGH_PLACES = 2_500;
/** Everybody writes again after 20 s: when the engine is done with what they wrote before. */
const PAUSE_SECONDS = 20;

const parts: Record<PartName, (options: Options) => Promise<Row[]>> = {
  steady: (options) => steady(options, DEFAULT_PLACES),
  streams: (options) => steady(options, ENOUGH_PLACES),

  burst: (options) =>
    run("burst of 2,000 in 2 s", {
      ...common(options),
      seconds: 2,
      perSecond: 1_000,
      contacts: 500,
      places: DEFAULT_PLACES,
    }),

  flood: async (options) => [
    ...(await flood("flood, 16 places", options, { perSecond: 10, places: DEFAULT_PLACES })),
    ...(await flood("flood, 4 places", options, { perSecond: 2.5, places: 4 })),
  ],

  memory: async (options) => [
    ...(await memory(options, DEFAULT_PLACES)),
    ...(await memory(options, ENOUGH_PLACES)),
  ],
};

const panels: Panel[] = [];

/** Of 200 a second. */
const PROMISED: Limits = { p50Ms: 10, p99Ms: 50 };

function steady(options: Options, places: number): Promise<Row[]> {
  return run(`${options.rate}/s, ${places} places`, steadyLoad(options, places), PROMISED);
}

async function memory(options: Options, places: number): Promise<Row[]> {
  const what = `${options.rate}/s, ${places} places`;
  progress(`${what}: live memory`);
  return liveMemoryRows(what, await measureLiveMemory(steadyLoad(options, places)));
}

function steadyLoad(options: Options, places: number): Load {
  const { seconds, rate } = options;
  const contacts = rate * PAUSE_SECONDS;
  return { ...common(options), seconds, perSecond: rate, contacts, places };
}

function common({ seed, profileDir }: Options) {
  return { engineMs: { least: 2_000, most: 20_000 }, seed, profileDir, tell: progress };
}

async function run(what: string, load: Load, limits?: Limits): Promise<Row[]> {
  progress(what);
  const endured = await endure(load);
  panels.push(...loadPanels(what, endured));
  return loadRows(what, endured, limits);
}

/** The hundred ask as much as keeps two of three places busy, so that a place lost is felt. */
async function flood(
  what: string,
  { seconds, seed }: Options,
  how: { perSecond: number; places: number },
): Promise<Row[]> {
  progress(what);
  const rounds = Math.max(1, Math.round(seconds / FLOOD_SECONDS));
  const settings = { MAX_CONCURRENT_ANSWERS: String(how.places) };
  const plan: Flood = {
    rounds,
    seconds: FLOOD_SECONDS,
    perSecond: how.perSecond,
    settings,
    seed,
    engineMs: { least: 800, most: 1_200 },
    tell: progress,
  };
  return floodRows(what, await endureFlood(plan));
}

const FLOOD_SECONDS = 20;

const options = readOptions();
const about = `${describeMachine()}\nseed     ${options.seed}`;
const rows = await runParts(about, options.only, (part) => parts[part](options));
if (options.plotFile) writeFileSync(options.plotFile, plot(panels));
if (rows.some(({ reached }) => reached === false)) process.exitCode = 1;
