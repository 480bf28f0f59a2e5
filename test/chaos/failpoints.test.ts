import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openStore } from "../../src/store/store.ts";
import { tempFolder } from "../kit/temp-folder.ts";
import { dieInBackFill } from "./back-fill.ts";
import { drawDeaths } from "./draw-deaths.ts";
import { nameOf } from "./draw-loops.ts";
import { dieAt } from "./failpoints.ts";
import { dieInMigration, schemaOf } from "./migration.ts";
import { todaysSeed } from "../kit/todays-seed.ts";

/** So often it dies at each of them. */
const TIMES = 5;

const SEED = todaysSeed();

describe(`killed at one point, it answers all the same, and once (CHAOS_SEED=${SEED})`, () => {
  for (const { death, stage } of drawDeaths(SEED))
    test(`${death.name}: ${nameOf(stage)}`, { timeout: 120_000 }, async () => {
      const { counts, violations, evidence } = await dieAt(death, TIMES, stage);
      expect(violations).toEqual([]);
      const messages = TIMES * (1 + (death.before ?? 0));
      expect(counts).toMatchObject({ "messages stored": messages, lost: 0 });
      const submitted = death.before ? TIMES : 0;
      expect(evidence.submissions).toHaveLength(submitted);
      expect(counts["submissions repeated under the same id"] ?? 0).toBe(submitted);
      expect(evidence.asks).toHaveLength(TIMES * (death.asks ?? 1));
      expect(evidence.replies.length).toBe(evidence.parts.length);
      const states = new Set(evidence.messages.map(({ state }) => state));
      expect([...states]).toEqual([death.state ?? "answered"]);
    });
});

test("killed at every step of a back-fill, it finds all the same what it missed", async () => {
  const { counts, violations, evidence } = await dieInBackFill(TIMES);
  expect(violations).toEqual([]);
  expect(counts).toMatchObject({ "messages stored": TIMES + 1, lost: 0 });
  expect(new Set(evidence.messages.map(({ state }) => state))).toEqual(new Set(["answered"]));
  expect(evidence.asks).toHaveLength(TIMES + 1);
}, 120_000);

test("killed in the middle of its first migration, it starts the next time", async () => {
  const file = join(tempFolder(), "askline.db");
  (await openStore(file)).close();
  for (const statement of [1, 9, 20]) {
    const { wasReady, isReady, schema } = await dieInMigration(statement);
    expect([wasReady, isReady]).toEqual([false, true]);
    expect(schema).toEqual(schemaOf(file));
  }
}, 90_000);
