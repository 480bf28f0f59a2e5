import { expect, test } from "vitest";
import { keepSwept } from "../src/keep-swept.ts";
import { collectLog } from "./kit/collect-log.ts";
import { createTestClock } from "./kit/test-clock.ts";

test("the database is swept at start and every hour, also after it failed once", async () => {
  const clock = createTestClock();
  const { log, entries } = collectLog();
  const swept: number[] = [];
  const startedAt = clock.now();
  const store = {
    async sweep(now: number) {
      swept.push((now - startedAt) / 3_600_000);
      if (swept.length === 2) throw new Error("busy");
    },
  };
  keepSwept({ store, clock, log });
  await clock.advance(2 * 3_600_000);
  expect(swept).toEqual([0, 1, 2]);
  expect(entries).toMatchObject([{ level: "warn", message: "the database was not swept" }]);
});
