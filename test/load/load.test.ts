import { expect, test } from "vitest";
import { percentile } from "../bench/percentile.ts";
import { endure, type Load } from "./endure.ts";
import { tellEnds } from "./fate.ts";
import { endureFlood } from "./flood.ts";

/** `npm run load` has the whole minute, and the numbers that were promised. */
const SHORT: Pick<Load, "places" | "seed" | "tell"> = { places: 16, seed: 7, tell: () => {} };

test("200 webhooks a second are acknowledged at once, however long the engine takes", async () => {
  const { acks, fate } = await endure({
    ...SHORT,
    seconds: 8,
    perSecond: 200,
    contacts: 1_600,
    isCutShort: true,
    engineMs: { least: 2_000, most: 20_000 },
  });
  const tookMs = acks.map((ack) => ack.tookMs);
  say(`steady: p50 ${percentile(tookMs, 0.5).toFixed(1)} ms, ${tellEnds(fate)}`);
  expect(acks.filter(({ status }) => status !== 200)).toEqual([]);
  expect(fate).toMatchObject({ stored: 1_600, lost: 0, unexpected: 0, doubled: 0 });
  expect(percentile(tookMs, 0.5)).toBeLessThan(100);
  // Else nobody had to wait, and nothing was shown.
  expect(fate.ends["waiting"]).toBeGreaterThan(1_000);
});

test("of 2,000 messages that come in two seconds none is lost, and all are answered", async () => {
  const { acks, fate, drainMs } = await endure({
    ...SHORT,
    seconds: 2,
    perSecond: 1_000,
    contacts: 500,
    engineMs: { least: 500, most: 2_000 },
  });
  say(`burst: ${tellEnds(fate)} after ${(drainMs / 1000).toFixed(1)} s`);
  // A 503 is no loss: the provider delivers again. Anything else is.
  expect(acks.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
  expect(acks.filter(({ status }) => status === 200).length).toBeGreaterThan(1_900);
  expect(fate).toMatchObject({ lost: 0, unexpected: 0, doubled: 0 });
  expect(fate.ends).toEqual({ answered: fate.stored });
});

test("who writes without a pause does not keep the others waiting", async () => {
  const { calmMs, floodMs, acks, fate } = await endureFlood({
    ...SHORT,
    rounds: 1,
    seconds: 3,
    perSecond: 25,
    settings: {
      MERGE_WINDOW_MS: "0",
      MAX_CONCURRENT_ANSWERS: "4",
      CONTACT_MESSAGES_PER_MINUTE: "5",
    },
    engineMs: { least: 80, most: 120 },
  });
  const [calm, flood] = [percentile(calmMs, 0.95), percentile(floodMs, 0.95)];
  say(`flood: the others' p95 ${calm.toFixed(0)} ms, beside the flood ${flood.toFixed(0)} ms`);
  expect(acks.filter(({ status }) => status !== 200)).toEqual([]);
  expect(fate).toMatchObject({ stored: acks.length, lost: 0 });
  expect(fate.ends["ignored (limit: minute)"]).toBeGreaterThan(10);
  // Less than twice, where there is more than the machine's own noise to compare.
  expect(flood).toBeLessThan(2 * Math.max(calm, 500));
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
