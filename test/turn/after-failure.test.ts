import { expect, test } from "vitest";
import {
  Interrupted,
  Never,
  RetryAfter,
  RetryLater,
  TellOperator,
  Unavailable,
} from "../../src/errors.ts";
import { patientBackoffMs } from "../../src/backoff.ts";
import { afterFailure } from "../../src/turn/after-failure.ts";

test.each([
  ["it may work in a while", new RetryLater("busy"), 1, again("busy", 1_000)],
  ["each time a little later", new RetryLater("busy"), 4, again("busy", 64_000)],
  ["the engine named a time", new RetryAfter("busy", 30), 1, again("busy", 30_000)],
  ["nobody foresaw it", new TypeError("x is not a function"), 1, again("unexpected: TypeError")],
  ["something was thrown that is no error", "oops", 1, again("unexpected: unknown_error")],
  ["the last try", new RetryLater("busy"), 8, { kind: "dead", code: "busy" }],
  ["the last try, with a time named", new RetryAfter("busy", 30), 8, dead("busy")],
  ["it would fail in the same way", new Never("refused"), 1, dead("refused")],
  ["somebody has to repair it", new TellOperator("no_key", "Set it."), 1, dead("no_key")],
  ["it stopped by itself", new Interrupted("aborted"), 1, again("aborted")],
])("%s", (_name, error, attempt, expected) => {
  expect(afterFailure(error, { attempt, ageMs: 0 })).toEqual(expected);
});

test("an outage costs no tries, for a day", () => {
  const down = new Unavailable("down", 10);
  const hours = (count: number) => ({ attempt: 8, ageMs: count * 3_600_000 });
  expect(afterFailure(down, hours(23))).toEqual({ kind: "not_now", code: "down", delayMs: 10_000 });
  expect(afterFailure(down, hours(24))).toEqual(dead("down"));
});

test("a time of nought seconds does not burn all tries at once", () => {
  const delays = [1, 2, 3].map((attempt) =>
    afterFailure(new RetryAfter("busy", 0), { attempt, ageMs: 0 }),
  );
  expect(delays).toEqual([again("busy", 1_000), again("busy", 4_000), again("busy", 16_000)]);
});

test("eight tries outlast an outage of ten minutes", () => {
  const delays = [1, 2, 3, 4, 5, 6, 7].map(patientBackoffMs);
  expect(delays).toEqual([1_000, 4_000, 16_000, 64_000, 180_000, 180_000, 180_000]);
});

function again(code: string, delayMs = 1_000) {
  return { kind: "again", code, delayMs };
}

function dead(code: string) {
  return { kind: "dead", code };
}
