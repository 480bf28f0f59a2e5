import type { Row } from "../bench/row.ts";
import type { LiveMemory } from "./live-memory.ts";

/** Noise of two measurements; a leak of 1 KB for each message would be 7 MB. */
const MOST_GROWTH_MB = 5;

export function liveMemoryRows(what: string, live: LiveMemory): Row[] {
  const { idleMb, swingMb, endMb, drainedMb } = live;
  const told = [
    `${idleMb.toFixed(0)} MB idle`,
    `${swingMb.toFixed(0)} MB after 25 s`,
    `${endMb.toFixed(0)} MB at the end`,
    `${drainedMb.toFixed(0)} MB drained`,
  ].join(", ");
  const growthMb = endMb - swingMb;
  return [
    { what: `${what}: live memory`, median: told },
    {
      what: `${what}: live memory grows from 25 s to the end by`,
      median: `${growthMb.toFixed(1)} MB`,
      target: `< ${MOST_GROWTH_MB} MB`,
      reached: growthMb < MOST_GROWTH_MB,
    },
  ];
}
