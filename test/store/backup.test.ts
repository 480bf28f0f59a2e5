import { truncateSync, writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { backUp, restore } from "../../src/store/backup.ts";
import { openStore } from "../../src/store/store.ts";
import { aMessage } from "../kit/a-message.ts";
import { readRows } from "../kit/read-rows.ts";
import { tempFolder } from "../kit/temp-folder.ts";

const NOON = Date.parse("2026-11-20T12:00:00Z");

test("a copy made while messages come in holds all that were acknowledged before it began", async () => {
  const { file, store, receive } = await aRunningStore();
  for (let count = 0; count < 50; count += 1) await receive();
  const before = readRows(file, "select provider_id from dedupe_keys").length;
  const pending = Array.from({ length: 50 }, receive);
  const target = join(tempFolder(), "copies", "copy.db");
  const { messages } = backUp(file, target);
  await Promise.all(pending);
  store.close();
  expect(messages).toBeGreaterThanOrEqual(before);
  expect(readRows(target, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }]);
});

test("a restored copy is the database, and the old one is kept beside it", async () => {
  const { file, store, receive } = await aRunningStore();
  await receive();
  const target = join(tempFolder(), "copy.db");
  backUp(file, target);
  await receive();
  store.close();
  expect(restore(target, file)).toEqual({ messages: 1 });
  expect(readRows(file, "select id from messages")).toHaveLength(1);
  expect(readRows(`${file}.before-restore`, "select id from messages")).toHaveLength(2);
  (await openStore(file)).close();
});

test.each([
  ["shortened", (copy: string) => truncateSync(copy, 8192)],
  ["scribbled over", scribble],
  ["no database", (copy: string) => writeFileSync(copy, "Dear diary")],
])("a copy that is %s is refused, and nothing is changed", async (_name, damage) => {
  const { file, store, receive } = await aRunningStore();
  for (let count = 0; count < 50; count += 1) await receive();
  const target = join(tempFolder(), "copy.db");
  backUp(file, target);
  store.close();
  damage(target);
  expect(() => restore(target, file)).toThrow(/damaged.*Nothing was changed/);
  expect(readRows(file, "select id from messages")).toHaveLength(50);
});

test("nothing is restored under a running server, and no copy is overwritten", async () => {
  const { file, store, receive } = await aRunningStore();
  await receive();
  const target = join(tempFolder(), "copy.db");
  backUp(file, target);
  expect(() => restore(target, file)).toThrow(/Another Askline process/);
  expect(() => backUp(file, target)).toThrow(/is there already/);
  store.close();
});

async function aRunningStore() {
  const file = join(tempFolder(), "askline.db");
  const store = await openStore(file);
  await store.configureLines([], NOON);
  return { file, store, receive: () => store.recordInbound([aMessage()], NOON) };
}

function scribble(copy: string) {
  const bytes = readFileSync(copy);
  bytes.fill(0x5a, 3 * 4096, 5 * 4096);
  writeFileSync(copy, bytes);
}
