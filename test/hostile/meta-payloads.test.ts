import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { InboundMessage, StatusUpdate } from "../../src/nouns.ts";
import { SETTINGS } from "../channels/meta/a-meta-channel.ts";
import { aReader, aStatus, aText, recorded, signatureOf } from "../channels/meta/deliveries.ts";
import { mutate, written, type Json } from "./meta-mutations.ts";
import { aSeed, createRandom, type Random } from "./random.ts";

const PAYLOADS = 5_000;
const NOON = Date.UTC(2026, 10, 21, 12);

test("whatever becomes of a payload, nothing is thrown, and what is beside it is kept", () => {
  const seed = aSeed();
  const random = createRandom(seed);
  const { readDelivery, entries } = aReader();
  const reasons = new Map<string, number>();
  for (let index = 0; index < PAYLOADS; index += 1) {
    const { body, neighbours, how } = aPayload(random);
    const { messages, statuses, unreadable } = readDelivery(body);
    const kept = new Set([...messages, ...statuses].map(({ providerId }) => providerId));
    const lost = neighbours.filter((id) => !kept.has(id));
    expect([seed, index, how, lost]).toEqual([seed, index, how, []]);
    for (const message of messages) expectStorable(message);
    for (const status of statuses) expectSensible(status);
    for (const reason of unreadable) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  say(`Meta payloads: seed ${seed}, unreadable ${JSON.stringify(Object.fromEntries(reasons))}`);
  expect([...reasons.keys()].toSorted()).toEqual(REASONS);
  expect(JSON.stringify(entries)).not.toMatch(/Sheena|16505551234|canary/);
}, 60_000);

/** Each has to come up, and no other may: one could hold what somebody wrote. */
const REASONS = [
  "change",
  "error",
  "message",
  "no_id",
  "no_line",
  "no_sender",
  "other_account",
  "status",
  "unknown_status",
];

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

const FIXTURES = readdirSync(new URL("../fixtures/meta", import.meta.url)).map((file) =>
  file.replace(".json", ""),
);

/** A recorded payload, changed somewhere, between others that are as they should be. */
function aPayload(random: Random): { body: string; neighbours: string[]; how: string } {
  const name = random.pick(FIXTURES);
  const { entry } = JSON.parse(recorded(name)) as { entry: [Json] };
  const [changed] = entry;
  const value = (changed["changes"] as [{ value: Json }])[0].value;
  const beside = putBeside(value);
  const isItem = random.chance(0.6);
  const how = isItem ? mutateItem(value, random) : mutate(changed, random);
  const entries = [anEntry("before"), changed, anEntry("after")];
  const body = written({ object: "whatsapp_business_account", entry: entries });
  const neighbours = ["wamid.before", "wamid.after", ...(isItem ? beside : [])];
  return { body, neighbours, how: `${name}: ${how}` };
}

/** A neighbour before and after in each list, so that the one that is changed stands between. */
function putBeside(value: Json): string[] {
  const ids = ["wamid.first", "wamid.last"];
  for (const [list, make] of [
    ["messages", aText],
    ["statuses", aStatus],
  ] as const) {
    const items = value[list];
    if (Array.isArray(items)) value[list] = [make({ id: ids[0] }), ...items, make({ id: ids[1] })];
  }
  return "messages" in value || "statuses" in value ? ids : [];
}

/** Changes the recorded message, status or error, or puts something else in its place. */
function mutateItem(value: Json, random: Random): string {
  const items = (value["errors"] ?? value["messages"] ?? value["statuses"]) as unknown[];
  // Errors have no neighbours.
  const place = items.length - 1 && 1;
  const held: Json = { item: items[place] };
  const how = mutate(held, random);
  items.splice(place, 1, ...Object.values(held));
  return how;
}

function anEntry(id: string): Json {
  const value = {
    metadata: { phone_number_id: SETTINGS.phoneId },
    messages: [aText({ id: `wamid.${id}` })],
  };
  return { id: SETTINGS.accountId, changes: [{ field: "messages", value }] };
}

function expectStorable({ channel, account, providerId, line, from, ...rest }: InboundMessage) {
  expect([channel, account]).toEqual(["meta", SETTINGS.accountId]);
  expect(providerId).toMatch(/^[!-~]{1,300}$/);
  expect(line).toMatch(/^\d{1,32}$/);
  for (const address of [from.address, ...from.aliases])
    expect(address).toMatch(/^(\+\d{5,20}|[A-Za-z][!-~]{1,139})$/);
  expect(rest.sentAt ?? 0).toBeLessThan(NOON);
  const text = JSON.stringify({ name: from.name, ...rest });
  expect(text.length).toBeLessThan(140_000);
  expect(/\\u0000|\\ud[89a-f]/.test(text)).toBe(false);
}

function expectSensible({ account, providerId, status, errorCode = "0" }: StatusUpdate) {
  expect(account).toBe(SETTINGS.accountId);
  expect(providerId).toMatch(/^[!-~]{1,300}$/);
  expect(["sent", "delivered", "read", "failed"]).toContain(status);
  expect(errorCode).toMatch(/^-?\d{1,7}$/);
}

function say(line: string) {
  process.stdout.write(`${line}\n`);
}
