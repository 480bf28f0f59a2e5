import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { countCommits } from "../kit/count-commits.ts";
import { ACCOUNT_ID, APP_SECRET, PHONE_ID } from "./account.ts";
import { openConnections, type Connection } from "./connection.ts";
import { deliveryRequest, MOST_UPDATES } from "./delivery-request.ts";
import { freePort, startNode } from "./node-process.ts";
import { median, percentile } from "./percentile.ts";
import { progress } from "./progress.ts";
import { below, ms, type Row } from "./row.ts";
import { startServer } from "./server-under-test.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

/** `heldUpMs`: the longest that a request of somebody else took meanwhile. */
type Round = { tookMs: number; heldUpMs: number };
type Pair = { parsed: Round; accepted: Round; commits: number };

/** A delivery as large as they get, each update of somebody new, beside an Express app that only parses it. */
export async function measureDelivery({ rounds }: { rounds: number }): Promise<Row[]> {
  const { path, remove } = temporaryFolder();
  const databaseFile = join(path, "askline.db");
  const askline = await startServer({ databaseFile, settings: SETTINGS });
  const express = await startExpress();
  const pairs: Pair[] = [];
  while (pairs.length < rounds + WARM_UP) {
    const parsed = await deliver(express.port);
    const before = countCommits(databaseFile);
    const accepted = await deliver(askline.port);
    pairs.push({ parsed, accepted, commits: countCommits(databaseFile) - before });
  }
  await Promise.all([askline.end(), express.end("SIGKILL")]);
  remove();
  return rowsOf(pairs.slice(WARM_UP));
}

const WARM_UP = 3;

/** No answer may begin meanwhile. */
const SETTINGS = {
  MERGE_WINDOW_MS: "60000",
  WHATSAPP_ACCESS_TOKEN: "token",
  WHATSAPP_APP_SECRET: APP_SECRET,
  WHATSAPP_ACCOUNT_ID: ACCOUNT_ID,
  WHATSAPP_PHONE_ID: PHONE_ID,
  VERIFY_TOKEN: "word",
  GRAPH_API_URL: "http://127.0.0.1:9",
};

async function startExpress() {
  const port = await freePort();
  const baseline = resolve(import.meta.dirname, "baseline-server.ts");
  const { end } = startNode([baseline, "express", String(port)]);
  await waitUntilReady(`http://127.0.0.1:${port}/readyz`);
  return { port, end };
}

async function deliver(port: number): Promise<Round> {
  const request = deliveryRequest();
  const [connection, others] = await openConnections(port, 2);
  if (!connection || !others) throw new Error("No connection was opened.");
  const startedAt = performance.now();
  const delivered = connection.exchange(request).then((status) => {
    if (status !== 200) throw new Error(`The delivery was answered ${status}.`);
    return performance.now() - startedAt;
  });
  const heldUpMs = await longestWait(others, delivered);
  const tookMs = await delivered;
  for (const one of [connection, others]) one.close();
  return { tookMs, heldUpMs };
}

/** Of requests one after the other, until what the delivery started is over too. */
async function longestWait(connection: Connection, delivered: Promise<unknown>): Promise<number> {
  let longestMs = 0;
  const settled = new AbortController();
  const over = delivered.then(() => delay(SETTLED_MS)).finally(() => settled.abort());
  while (!settled.signal.aborted) {
    const startedAt = performance.now();
    await connection.exchange(READY);
    longestMs = Math.max(longestMs, performance.now() - startedAt);
  }
  await over;
  return longestMs;
}

const SETTLED_MS = 300;
const READY = Buffer.from("GET /readyz HTTP/1.1\r\nHost: bot.example.com\r\n\r\n");

function rowsOf(pairs: readonly Pair[]): Row[] {
  const what = `delivery of ${MOST_UPDATES.toLocaleString("en")}`;
  const parsed = pairs.map((pair) => pair.parsed);
  const accepted = pairs.map((pair) => pair.accepted);
  const ratio = median(pairs.map((pair) => pair.accepted.tookMs / pair.parsed.tookMs));
  const most = Math.max(...pairs.map(({ commits }) => commits));
  progress(`${what}: ${ratio.toFixed(1)} times as long as parsing it`);
  return [
    { what: `${what} new contacts: askline, verified and on disk`, ...timesOf(accepted, "tookMs") },
    { what: `${what}: Express 5, parses the same body`, ...timesOf(parsed, "tookMs") },
    { what: `${what}: askline / Express (${pairs.length} pairs)`, median: ratio.toFixed(1) },
    { what: `${what}: commits, at most`, median: String(most), target: "1", reached: most === 1 },
    {
      what: `${what}: others wait meanwhile for askline, at most`,
      ...timesOf(accepted, "heldUpMs"),
      ...below(100, median(accepted.map(({ heldUpMs }) => heldUpMs))),
    },
    { what: `${what}: others wait for Express, at most`, ...timesOf(parsed, "heldUpMs") },
  ];
}

function timesOf(rounds: readonly Round[], which: keyof Round) {
  const times = rounds.map((round) => round[which]);
  return { median: ms(median(times)), p99: ms(percentile(times, 0.99)) };
}
