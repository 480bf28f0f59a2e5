import { expect, test } from "vitest";
import { createPace } from "../../../src/channels/meta/pace.ts";
import { withPace } from "../../../src/channels/with-pace.ts";
import { ANA, BEN } from "../../kit/a-message.ts";
import { anOutgoingPart } from "../../kit/an-outgoing-part.ts";
import { createTestClock } from "../../kit/test-clock.ts";
import { SETTINGS } from "./a-meta-channel.ts";
import { startMeta } from "./start-meta.ts";

test("45 messages go at once, then one every 6 s", async () => {
  const clock = createTestClock();
  const pace = createPace({ clock });
  expect(times(45, () => pace.take(ANA))).toEqual(Array(45).fill(0));
  expect(pace.take(ANA)).toBe(6);
  await clock.advance(5_999);
  expect(pace.take(ANA)).toBe(1);
  await clock.advance(1);
  expect([pace.take(ANA), pace.take(ANA)]).toEqual([0, 6]);
  await clock.advance(2 * 6_000);
  expect(times(3, () => pace.take(ANA))).toEqual([0, 0, 6]);
});

test("after a rest of four and a half minutes, 45 go at once again and no more", async () => {
  const clock = createTestClock();
  const pace = createPace({ clock });
  times(45, () => pace.take(ANA));
  await clock.advance(3_600_000);
  expect(times(46, () => pace.take(ANA))).toEqual([...Array(45).fill(0), 6]);
});

test("one contact does not wait for another", () => {
  const pace = createPace({ clock: createTestClock() });
  times(46, () => pace.take(ANA));
  expect(pace.take(BEN)).toBe(0);
});

test("whoever was written to just now is remembered, however many others there are", () => {
  const pace = createPace({ clock: createTestClock() });
  for (let other = 0; other < 20_000; other += 1) {
    pace.take(String(other));
    if (other % 500 === 0) pace.take(ANA);
  }
  times(5, () => pace.take(ANA));
  expect(pace.take(ANA)).toBeGreaterThan(0);
  // The first of the others is long forgotten: it would have 44 left.
  expect(times(45, () => pace.take("0")).every((seconds) => seconds === 0)).toBe(true);
});

test("a message that has to wait is not sent, and costs no try", async () => {
  const { channel, meta, clock } = await startMeta();
  const { send } = withPace(channel);
  const part = anOutgoingPart(SETTINGS.phoneId);
  await Promise.all(times(45, () => send(part)));
  expect(await send(part)).toEqual({
    kind: "not_now",
    code: "paced",
    retryAfterSeconds: 6,
    concerns: "contact",
  });
  expect(meta.messagesTo(ANA)).toHaveLength(45);
  await clock.advance(6_000);
  expect((await send(part)).kind).toBe("sent");
});

function times<T>(count: number, call: () => T): T[] {
  return Array.from({ length: count }, call);
}
