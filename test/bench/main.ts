import { measureAccept } from "./accept.ts";
import { measureDelivery } from "./delivery.ts";
import { describeMachine } from "./machine.ts";
import { measureMemory } from "./memory.ts";
import { readOptions, type Options, type PartName } from "./options.ts";
import { progress } from "./progress.ts";
import { measureReply } from "./reply.ts";
import type { Row } from "./row.ts";
import { runParts } from "./run-parts.ts";
import { measureStart } from "./start.ts";
import { measureSteadyAccept } from "./steady.ts";

const SLOW_DISK = { preload: [new URL("slow-disk.ts", import.meta.url).href] };

const parts: Record<PartName, (options: Options) => Promise<Row[]>> = {
  accept: async (options) => [
    ...(await measureAccept(options)),
    await measureSteadyAccept({
      what: "accept: at a steady 200/s",
      seconds: options.quick ? 3 : 10,
      limitMs: 15,
    }),
  ],

  delivery: ({ quick }) => measureDelivery({ rounds: quick ? 5 : 15 }),

  reply: async ({ quick, profileDir }) => [
    ...(await measureReply({
      what: "reply: at 200/s",
      seconds: quick ? 3 : 20,
      warmUpSeconds: quick ? 1 : 8,
      limits: { p50Ms: 4, p99Ms: 20 },
      profileDir,
    })),
    ...(await measureReply({
      what: "reply: at 200/s, with 3 statuses for each",
      seconds: quick ? 2 : 10,
      warmUpSeconds: quick ? 1 : 4,
      statuses: "in_order",
    })),
  ],

  "slow-disk": async ({ quick }) => [
    await measureSteadyAccept({
      what: "slow disk: accept at a steady 200/s",
      seconds: quick ? 3 : 10,
      limitMs: 60,
      ...SLOW_DISK,
    }),
    ...(await measureReply({
      what: "slow disk: reply at 200/s",
      seconds: quick ? 3 : 20,
      warmUpSeconds: quick ? 1 : 4,
      ...SLOW_DISK,
    })),
  ],

  memory: ({ quick }) =>
    measureMemory({ warmUp: quick ? 200 : 2_000, settleMs: quick ? 1_000 : 5_000 }),
  start: ({ quick }) =>
    measureStart({ messages: quick ? 100_000 : 1_000_000, times: quick ? 3 : 7 }),
};

/** A server that hangs must not keep anybody waiting for ever. */
const LONGEST_RUN_MS = 8 * 60_000;
setTimeout(() => {
  progress("gave up: this takes far too long");
  process.exit(1);
}, LONGEST_RUN_MS).unref();

const options = readOptions();
await runParts(describeMachine(), options.only, (part) => parts[part](options));
