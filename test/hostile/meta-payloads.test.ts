import { expect, onTestFinished, test } from "vitest";
import { sign } from "../../src/demo/meta/signature.ts";
import { createWebhookCaller } from "../../src/demo/meta/webhook-caller.ts";
import { aReader, recorded, signatureOf } from "../channels/meta/deliveries.ts";
import { META } from "../kit/accounts.ts";
import { readRows } from "../kit/read-rows.ts";
import { startJourney, type Journey } from "../kit/start-journey.ts";
import { aPayload, FIXTURES, type Payload } from "./meta-payload.ts";
import { aSeed, createRandom } from "./random.ts";

const PAYLOADS = 5_000;
const AT_A_TIME = 64;

test("whatever becomes of a payload, it is taken, and what is beside it is stored once", async () => {
  const seed = aSeed();
  // Answers are not what this is about: what is stored waits for more.
  const journey = await startJourney({ MERGE_WINDOW_MS: "60000" }, { channel: "meta" });
  const startedAt = performance.now();
  const { sent, others } = await deliverAll(journey, seed);
  const tookMs = Math.round(performance.now() - startedAt);
  const reasons = reasonsOf(journey);
  say(`Meta payloads: seed ${seed}, ${sent.length} in ${tookMs} ms, unreadable: ${reasons.join()}`);

  expect([seed, others]).toEqual([seed, []]);
  expect([seed, lostOrTwice(journey, sent)]).toEqual([seed, []]);
  expect(reasons).toEqual(REASONS);
  expectSensible(journey);
  expect((await fetch(`${journey.server().url}/healthz`)).status).toBe(200);
  expect(oddLines(journey)).toEqual([]);
}, 60_000);

test("bytes that are no JSON any more are refused, and nothing is thrown", () => {
  const random = createRandom(aSeed());
  const { webhook } = aReader();
  const kinds = new Map<string, number>();
  for (let index = 0; index < 2_000; index += 1) {
    const body = Buffer.from(recorded(random.pick(FIXTURES)));
    const place = random.below(body.length);
    const broken = random.chance(0.5)
      ? body.subarray(0, place)
      : body.fill(random.below(256), place, Math.min(place + 1 + random.below(20), body.length));
    const headers = { "x-hub-signature-256": signatureOf(broken) };
    const { kind } = webhook.read({ originalUrl: "/webhook", headers, body: broken });
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  expect([...kinds.keys()].toSorted()).toEqual(["delivery", "refusal"]);
});

/** Each has to come up, and no other may: one could hold what somebody wrote. */
const REASONS = [
  "change",
  "error",
  "message",
  "no_account",
  "no_id",
  "no_line",
  "no_sender",
  "status",
  "unknown_status",
];

/** Several at a time over connections that stay open; gives those too that were not answered with 200. */
async function deliverAll(journey: Journey, seed: number) {
  const random = createRandom(seed);
  const caller = createWebhookCaller(META.appSecret);
  onTestFinished(caller.close);
  const url = `${journey.server().url}/webhook`;
  const sent: Payload[] = [];
  const others: [number, string][] = [];
  const worker = async () => {
    while (sent.length < PAYLOADS) {
      const payload = aPayload(random, sent.length);
      sent.push(payload);
      const { body, how } = payload;
      const { status } = await caller.post(url, { body, signature: sign(META.appSecret, body) });
      if (status !== 200) others.push([status, how]);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return { sent, others };
}

/** What was changed beside those neighbours that are not stored exactly once. */
function lostOrTwice({ databaseFile }: Journey, sent: Payload[]): string[] {
  const messages = countById(databaseFile, "messages where direction = 'inbound'");
  const statuses = countById(databaseFile, "early_statuses");
  const isOnce = (counts: Map<unknown, unknown>) => (id: string) => counts.get(id) === 1;
  return sent
    .filter(
      (payload) =>
        !payload.messages.every(isOnce(messages)) || !payload.statuses.every(isOnce(statuses)),
    )
    .map(({ how }) => how);
}

function countById(file: string, from: string): Map<unknown, unknown> {
  const rows = readRows(file, `select provider_id, count(*) as n from ${from} group by 1`);
  return new Map(rows.map(({ provider_id: id, n }) => [id, n]));
}

function reasonsOf({ server }: Journey): string[] {
  const reasons = server().lines.flatMap(({ reasons = [] }) => reasons as string[]);
  return [...new Set(reasons)].toSorted();
}

/** What should not be in a log: how the server crashed, and what somebody wrote; an id may be anything. */
function oddLines({ server }: Journey): unknown[] {
  const lines = server().lines.map(({ providerId: _, ...line }) => JSON.stringify(line));
  return lines.filter((line) => /crashed|Sheena|16505551234|canary/.test(line));
}

/** Whatever else was read and stored is what a message, an address and a status can be. */
function expectSensible({ databaseFile }: Journey) {
  const read = (sql: string) => readRows(databaseFile, sql);
  for (const { provider_id: id, content } of read(
    "select provider_id, content from messages where direction = 'inbound'",
  )) {
    expect(id).toMatch(/^[!-~]{1,300}$/);
    expect(String(content).length).toBeLessThan(140_000);
    expect(content).not.toMatch(/\\u0000|\\ud[89a-f]/);
  }
  for (const { address } of read("select address from contact_addresses"))
    expect(address).toMatch(/^(\+\d{5,20}|[A-Za-z][!-~]{1,139})$/);
  for (const { status, error_code: code } of read(
    "select status, error_code from early_statuses",
  )) {
    expect(["sent", "delivered", "read", "failed"]).toContain(status);
    expect(code ?? "0").toMatch(/^-?\d{1,7}$/);
  }
}

function say(line: string) {
  process.stdout.write(`${line}\n`);
}
