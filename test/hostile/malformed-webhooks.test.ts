import { dirname } from "node:path";
import { expect, test } from "vitest";
import { readRows } from "../kit/read-rows.ts";
import { startJourney, type Journey } from "../kit/start-journey.ts";
import {
  halfRequests,
  lengthsThatLie,
  oddBodies,
  oddHeaders,
  oddLines,
  pipelined,
  slowBodies,
} from "./broken-requests.ts";
import { exchange, exchangeAll, type Hostile } from "./exchange.ts";
import { memoryOfProcessIn } from "./process-memory.ts";
import { aSeed, createRandom } from "./random.ts";
import { recutForms } from "./recut-forms.ts";
import { encode, FORM, signedBytes } from "./request-bytes.ts";
import { earlyStatuses, oddStatuses, signedNonsense } from "./signed-nonsense.ts";

const ANA = "+15555550101";
const MOST_GROWTH_MB = 150;

test("whatever comes in, nothing is stored, nothing breaks, and the next contact is answered", async () => {
  const seed = aSeed();
  const journey = await startJourney();
  const before = memoryOf(journey);
  const families = malformed(seed);
  const tally: string[] = [];
  let count = 0;
  for (const [family, all] of Object.entries(families)) {
    const answers = await exchangeAll(journey.server().port, all);
    count += all.length;
    tally.push(
      `${family} ${all.length} (${countStatuses(answers.flatMap(({ statuses }) => statuses))})`,
    );
    for (const { hostile, statuses } of answers)
      expect([family, hostile.name, seed, statuses.filter((status) => status >= 500)]).toEqual([
        family,
        hostile.name,
        seed,
        [],
      ]);
    expect([family, countRows(journey)]).toEqual([family, 0]);
  }
  const after = memoryOf(journey);
  say(
    `malformed webhooks: seed ${seed}, ${count} sent: ${tally.join(", ")}; RSS ${before?.rssMb} to ${after?.rssMb} MB`,
  );
  expect(count).toBeGreaterThan(2_000);
  expect(after?.pid).toBe(before?.pid);
  if (before && after) expect(after.rssMb - before.rssMb).toBeLessThan(MOST_GROWTH_MB);

  await journey.twilio.contact(ANA).says("How many customers do we have?");
  expect(await journey.twilio.waitForMessages(ANA, 1)).toHaveLength(1);
  expect(journey.server().output()).not.toContain("crashed");
}, 40_000);

test("a signed message cut anew at any place changes nothing once it is stored", async () => {
  const journey = await startJourney({ MERGE_WINDOW_MS: "60000" });
  const { port } = journey.server();
  expect(await exchange(port, { name: "whole", pieces: [signedBytes(encode(FORM))] })).toEqual([
    200,
  ]);
  const stored = snapshot(journey);
  const answers = await exchangeAll(port, recutForms(FORM));
  const statuses = answers.flatMap((answer) => answer.statuses);
  say(`recut forms: ${answers.length} (${countStatuses(statuses)})`);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  expect(answers.length).toBeGreaterThan(500);
  expect(snapshot(journey)).toEqual(stored);
}, 40_000);

test("statuses of parts that never were are kept as one, and move nothing", async () => {
  const journey = await startJourney();
  const answers = await exchangeAll(journey.server().port, earlyStatuses());
  expect(new Set(answers.flatMap(({ statuses }) => statuses))).toEqual(new Set([204]));
  expect(readRows(journey.databaseFile, "select * from early_statuses")).toHaveLength(1);
  expect(countRows(journey)).toBe(0);
});

function malformed(seed: number): Record<string, Hostile[]> {
  const random = createRandom(seed);
  return {
    half: halfRequests(),
    bodies: oddBodies(random),
    headers: oddHeaders(random),
    lengths: lengthsThatLie(),
    lines: oddLines(random),
    signed: signedNonsense(random),
    statuses: oddStatuses(),
    pipelined: pipelined(),
    slow: slowBodies(),
  };
}

function countRows({ databaseFile }: Journey): number {
  const [row] = readRows(
    databaseFile,
    "select (select count(*) from messages) + (select count(*) from dedupe_keys) + (select count(*) from contacts) as rows",
  );
  return Number(row?.["rows"]);
}

function snapshot({ databaseFile }: Journey) {
  return ["messages", "dedupe_keys", "contacts", "contact_addresses", "conversations"].map(
    (table) => readRows(databaseFile, `select * from ${table}`),
  );
}

function memoryOf({ databaseFile }: Journey) {
  return memoryOfProcessIn(dirname(databaseFile));
}

function countStatuses(statuses: number[]): string {
  const groups = Map.groupBy(statuses, (status) => status);
  return [...groups]
    .toSorted(([a], [b]) => a - b)
    .map(([status, all]) => `${status}: ${all.length}`)
    .join(", ");
}

function say(line: string) {
  process.stdout.write(`${line}\n`);
}
