import { describe, expect, test } from "vitest";
import { retryAfterSeconds } from "../../src/http/retry-after.ts";

describe("Retry-After", () => {
  const NOW = Date.UTC(2026, 10, 21, 12);

  test.each([
    ["30", 30],
    [" 30 ", 30],
    ["0", 0],
    ["Sat, 21 Nov 2026 12:00:30 GMT", 30],
    ["Sat, 21 Nov 2026 11:00:00 GMT", 0],
    ["999999999", 3_600],
    ["Sat, 21 Nov 2099 12:00:00 GMT", 3_600],
    ["soon", undefined],
    ["", undefined],
    ["-5", undefined],
    ["1.5", undefined],
  ])("of %j is %s", (value, seconds) => {
    expect(retryAfterSeconds({ "retry-after": value }, NOW)).toBe(seconds);
  });

  test("that is absent is nothing", () => {
    expect(retryAfterSeconds({}, NOW)).toBeUndefined();
  });
});
