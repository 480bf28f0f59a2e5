import { setTimeout as delay } from "node:timers/promises";
import { askAndCount } from "./ask-and-count.ts";
import { openConnections } from "./connection.ts";
import { openLoop } from "./load.ts";
import { median } from "./percentile.ts";
import { hasProcessStats, residentKb } from "./process-stats.ts";
import { progress } from "./progress.ts";
import type { Row } from "./row.ts";
import { signedRequest } from "./signed-requests.ts";
import { setStage, type Stage } from "./stand-ins.ts";

const WAITING = 1_000;
const LIMIT_KB = 80;

/** What a conversation costs that waits for an engine which has begun and then says nothing. */
export async function measureMemory(how: { warmUp: number; settleMs: number }): Promise<Row[]> {
  const what = `memory: each of ${WAITING} conversations that wait`;
  if (!hasProcessStats) return [{ what, median: "not measured: there is no /proc here" }];
  const settings = { MERGE_WINDOW_MS: "0", MAX_CONCURRENT_ANSWERS: "2000" };
  const stage = await setStage({ settings });
  // Code and caches are loaded, and the heap has the size that work gives it.
  await askAndCount(stage, { count: how.warmUp, perSecond: 200, contacts: 400 });
  const idleKb = await settledKb(stage, how.settleMs);
  await letWait(stage);
  const waitingKb = await settledKb(stage, how.settleMs);
  await stage.end();
  const eachKb = (waitingKb - idleKb) / WAITING;
  progress(`memory: idle ${mb(idleKb)}, with ${WAITING} waiting ${mb(waitingKb)}`);
  return [
    {
      what,
      median: `${eachKb.toFixed(0)} KB`,
      target: `< ${LIMIT_KB} KB`,
      reached: eachKb < LIMIT_KB,
    },
    { what: "memory: the idle process", median: mb(idleKb) },
  ];
}

async function letWait({ engine, server }: Stage): Promise<void> {
  engine.behave("silent");
  const connections = await openConnections(server.port, 16);
  const requests = Array.from({ length: WAITING }, (_, contact) =>
    signedRequest({ contact: contact + 1_000, text: "How many orders came in?" }),
  );
  await openLoop({ connections, requests, perSecond: 200 });
  for (let tries = 0; engine.waiting() < WAITING && tries < 100; tries += 1) await delay(100);
  if (engine.waiting() < WAITING) throw new Error(`Only ${engine.waiting()} questions were asked.`);
}

/** The median of some samples, once idle connections have been closed. */
async function settledKb({ server }: Stage, settleMs: number): Promise<number> {
  await delay(settleMs);
  const samples: number[] = [];
  while (samples.length < 11) {
    samples.push(residentKb(server.pid));
    await delay(100);
  }
  return median(samples);
}

function mb(kb: number): string {
  return `${(kb / 1024).toFixed(0)} MB`;
}
