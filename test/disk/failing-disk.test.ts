import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startServer } from "../kit/start-server.ts";
import { sendWebhook } from "./send-webhook.ts";
import { settingsFor } from "./settings.ts";
import { suffer, WEBHOOKS, type Suffered } from "./suffer.ts";
import { CALLS, startTracedServer, type Fault } from "./traced-server.ts";
import { whyNotTraced } from "./why-not-traced.ts";

const reason = whyNotTraced();
if (reason !== undefined) say(`a failing disk: skipped, ${reason}`);

test.skipIf(reason !== undefined)(
  "whichever sync or write fails or kills, no acknowledged message is lost",
  { timeout: 180_000 },
  async () => {
    const template = mkdtempSync(join(tmpdir(), "askline-disk-template-"));
    try {
      await prepare(template);
      const faults = await faultsOfWebhooks(template);
      const all = await inPairs(faults, (fault) => suffer(template, fault));
      for (const each of all) checkOne(each);
      for (const line of summaryOf(all)) say(line);
      expect(all.length).toBeGreaterThan(15);
    } finally {
      rmSync(template, { recursive: true, force: true });
    }
  },
);

function checkOne({ fault, happened, statuses, acknowledged, stored, integrity }: Suffered) {
  const when = `${fault.call}:${fault.how}:when=${fault.when}`;
  expect([when, happened, integrity]).toEqual([when, true, "ok"]);
  expect([when, acknowledged.filter((id) => !stored.includes(id))]).toEqual([when, []]);
  expect([when, stored.filter((id) => !WEBHOOKS.includes(id))]).toEqual([when, []]);
  expect([when, new Set(stored).size]).toEqual([when, stored.length]);
  // The commit that it hit is not acknowledged, and what comes after it neither: it builds on it.
  expect([when, statuses.lastIndexOf(200)]).toEqual([when, acknowledged.length - 1]);
  expect([when, acknowledged.length < WEBHOOKS.length]).toEqual([when, true]);
}

/** A database as a server leaves it that was stopped properly. */
async function prepare(folder: string) {
  const server = await startServer({ folder, settings: settingsFor(folder) });
  await server.terminate();
}

/** One write is much like the next: EVERY_WRITE=1 tries all of them, and takes a minute. */
const STEP = { pwrite64: process.env["EVERY_WRITE"] ? 1 : 3, fsync: 1, fdatasync: 1 };

/** The calls that the first two webhooks cause, each to fail and to kill. */
async function faultsOfWebhooks(template: string): Promise<Fault[]> {
  const { before, after } = await countOnce(template);
  const faults: Fault[] = [];
  for (const call of CALLS)
    for (let when = before[call] + 1; when <= after[call]; when += STEP[call])
      faults.push({ call, when, how: "error=EIO" }, { call, when, how: "signal=KILL" });
  return faults;
}

async function countOnce(template: string) {
  const folder = mkdtempSync(join(tmpdir(), "askline-disk-"));
  cpSync(template, folder, { recursive: true });
  const server = await startTracedServer(folder);
  const before = server.counts();
  for (const providerId of WEBHOOKS.slice(0, 2))
    expect(await sendWebhook(server.url, providerId)).toBe(200);
  const after = server.counts();
  await server.end(0);
  rmSync(folder, { recursive: true, force: true });
  return { before, after };
}

async function inPairs<In, Out>(items: In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const left = items.entries();
  const worker = async () => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  await Promise.all([worker(), worker()]);
  return results;
}

function summaryOf(all: Suffered[]): string[] {
  const groups = Map.groupBy(all, ({ fault }) => `${fault.call} ${fault.how}`);
  return [...groups].map(([name, some]) => {
    const acknowledged = some.flatMap((one) => one.acknowledged).length;
    const alone = some.filter(({ ended }) => ended === "exited").length;
    return `a failing disk: ${name}: ${some.length} runs, ${acknowledged} acknowledged, 0 of them lost, exited by itself in ${alone}`;
  });
}

function say(line: string) {
  process.stdout.write(`${line}\n`);
}
