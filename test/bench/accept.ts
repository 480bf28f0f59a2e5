import { resolve } from "node:path";
import type { BaselineKind } from "./baseline-server.ts";
import { openConnections } from "./connection.ts";
import { startEngineStandIn } from "./engine-stand-in.ts";
import { closedLoop } from "./load.ts";
import { freePort, startNode } from "./node-process.ts";
import type { Options } from "./options.ts";
import { percent, watchOthers } from "./others.ts";
import { median } from "./percentile.ts";
import { cpuMs, hasProcessStats } from "./process-stats.ts";
import { progress } from "./progress.ts";
import { perSecond, type Row } from "./row.ts";
import { startServer } from "./server-under-test.ts";
import { signedRequests } from "./signed-requests.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

type Side = { name: string; pid: number; port: number; end(): Promise<void> };
type Round = { perSecond: number; cpuUs: number; others: number };
type Pair = { express: Round; askline: Round };

/** No answer may begin while webhooks are counted: all of it has to be over within this time. */
const MERGE_WINDOW_MS = 60_000;
const LONGEST_MS = MERGE_WINDOW_MS - 15_000;
const LONGEST_QUICK_MS = 7_000;

/** Pairs of rounds in which others took more of a core than this are left out, if enough remain. */
const DISTURBED = 0.15;
const CONNECTIONS = 64;
const CONTACTS = 400;
/** More than any of the servers can take, so that a round never runs out. */
const MOST_PER_SECOND = 16_000;
const BASELINE = resolve(import.meta.dirname, "baseline-server.ts");

/** How many webhooks a second are accepted, beside an Express app that only parses the same body. */
export async function measureAccept({ quick, profileDir }: Options): Promise<Row[]> {
  const durationMs = quick ? 1_000 : 2_500;
  const engine = await startEngineStandIn();
  const sides = {
    express: await startBaseline("express"),
    askline: await startAskline(engine.url, profileDir),
    signed: await startBaseline("express-signed"),
    http: await startBaseline("node-http"),
  };
  for (const side of Object.values(sides)) await round(side, quick ? 500 : 1_000);
  const pairs = await measurePairs(sides, {
    durationMs,
    wanted: quick ? 3 : 6,
    longestMs: quick ? LONGEST_QUICK_MS : LONGEST_MS,
  });
  const others = {
    signed: await round(sides.signed, durationMs),
    http: await round(sides.http, durationMs),
  };
  if (engine.answeredMs.length > 0) throw new Error("Answers were begun: the measure is void.");
  for (const side of Object.values(sides)) await side.end();
  await engine.close();
  return rowsOf(pairs, others);
}

/** One after the other, so that both meet the same machine; goes on while others disturb it. */
async function measurePairs(
  sides: { express: Side; askline: Side },
  { durationMs, wanted, longestMs }: { durationMs: number; wanted: number; longestMs: number },
): Promise<Pair[]> {
  const endsAt = performance.now() + longestMs;
  const pairs: Pair[] = [];
  const calm = () => pairs.filter(isCalm);
  while (calm().length < wanted && performance.now() + 3 * durationMs < endsAt) {
    const express = await round(sides.express, durationMs);
    pairs.push({ express, askline: await round(sides.askline, durationMs) });
  }
  progress(`accept: ${calm().length} of ${pairs.length} pairs of rounds were undisturbed`);
  return calm().length >= wanted / 2 ? calm() : pairs;
}

function isCalm({ express, askline }: Pair): boolean {
  return express.others < DISTURBED && askline.others < DISTURBED;
}

function rowsOf(pairs: readonly Pair[], others: { signed: Round; http: Round }): Row[] {
  const ratio = median(pairs.map(({ express, askline }) => askline.perSecond / express.perSecond));
  const askline = summary(pairs.map((pair) => pair.askline));
  const express = summary(pairs.map((pair) => pair.express));
  return [
    {
      what: `accept: askline / Express (${pairs.length} pairs of rounds)`,
      median: ratio.toFixed(2),
      target: ">= 0.70",
      reached: ratio >= 0.7,
    },
    { what: "accept: askline, verified and on disk, no answer begun", median: askline },
    { what: "accept: Express 5, parses the same body", median: express },
    { what: "accept: Express 5, and checks the signature", median: summary([others.signed]) },
    { what: "accept: node:http, reads nothing of it", median: summary([others.http]) },
  ];
}

function summary(rounds: Round[]): string {
  const rate = perSecond(median(rounds.map((round) => round.perSecond)));
  if (!hasProcessStats) return rate;
  return `${rate}, ${median(rounds.map(({ cpuUs }) => cpuUs)).toFixed(0)} us CPU each`;
}

async function round(side: Side, durationMs: number): Promise<Round> {
  const requests = signedRequests((durationMs / 1000) * MOST_PER_SECOND, CONTACTS);
  const connections = await openConnections(side.port, CONNECTIONS);
  const others = watchOthers(side);
  const cpuBefore = hasProcessStats ? cpuMs(side.pid) : 0;
  const busyBefore = performance.eventLoopUtilization();
  const done = await closedLoop({ connections, request: (index) => requests[index], durationMs });
  for (const connection of connections) connection.close();
  const { utilization } = performance.eventLoopUtilization(busyBefore);
  const cpu = hasProcessStats ? cpuMs(side.pid) - cpuBefore : 0;
  const result = {
    perSecond: done.perSecond,
    cpuUs: (cpu * 1000) / done.answered,
    others: others(),
  };
  tell(side, result, done.wrong, utilization);
  return result;
}

function tell(
  { name }: Side,
  { perSecond: rate, others }: Round,
  wrong: number,
  busy: number,
): void {
  if (wrong > 0)
    throw new Error(`${name} answered ${wrong} webhooks with another status than 200.`);
  const shares = `load generator ${percent(busy)} busy, other programs ${percent(others)} of a core`;
  progress(`${name}: ${perSecond(rate)}; ${shares}`);
}

async function startAskline(engineUrl: string, profileDir: string | undefined): Promise<Side> {
  const server = await startServer({
    engineUrl,
    profileDir,
    settings: { MERGE_WINDOW_MS: String(MERGE_WINDOW_MS) },
  });
  return { name: "askline", ...server };
}

async function startBaseline(kind: BaselineKind): Promise<Side> {
  const port = await freePort();
  const { pid, end } = startNode([BASELINE, kind, String(port)]);
  await waitUntilReady(`http://127.0.0.1:${port}/readyz`);
  return { name: kind, port, pid, end: () => end("SIGKILL") };
}
