import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openStore } from "../../src/store/store.ts";
import { tempFolder } from "../kit/temp-folder.ts";
import { BACK_FILL_POINTS, dieInBackFill } from "./back-fill.ts";
import { DEATHS, dieAt } from "./failpoints.ts";
import { dieInMigration, schemaOf } from "./migration.ts";

/** So often it dies at each of them. */
const TIMES = 5;

describe("killed at one point, it answers all the same, and once", () => {
  for (const death of DEATHS)
    test(death.name, { timeout: 120_000 }, async () => {
      const { counts, violations, evidence } = await dieAt(death, TIMES);
      expect(violations).toEqual([]);
      expect(counts).toMatchObject({ "messages stored": TIMES, lost: 0 });
      expect(evidence.asks).toHaveLength(TIMES * (death.asks ?? 1));
      expect(evidence.replies.length).toBe(evidence.parts.length);
      const states = new Set(evidence.messages.map(({ state }) => state));
      expect([...states]).toEqual([death.state ?? "answered"]);
    });
});

test.each(BACK_FILL_POINTS)(
  "killed in back-fill, it finds all the same what it missed: %s",
  { timeout: 120_000 },
  async (point) => {
    const { counts, violations, evidence } = await dieInBackFill(point, TIMES);
    expect(violations).toEqual([]);
    expect(counts).toMatchObject({ "messages stored": TIMES + 1, lost: 0 });
    expect(new Set(evidence.messages.map(({ state }) => state))).toEqual(new Set(["answered"]));
    expect(evidence.asks).toHaveLength(TIMES + 1);
  },
);

test("killed in the middle of its first migration, it starts the next time", async () => {
  const file = join(tempFolder(), "askline.db");
  (await openStore(file)).close();
  for (const statement of [1, 9, 20]) {
    const { wasReady, isReady, schema } = await dieInMigration(statement);
    expect([wasReady, isReady]).toEqual([false, true]);
    expect(schema).toEqual(schemaOf(file));
  }
}, 90_000);
