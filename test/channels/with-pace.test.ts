import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SendOutcome } from "../../src/channels/channel.ts";
import { withBreaker } from "../../src/channels/with-breaker.ts";
import { withPace } from "../../src/channels/with-pace.ts";
import { aChannel } from "../kit/a-channel.ts";
import { ACCOUNT, ANA, BEN, LINE } from "../kit/a-message.ts";
import { anOutgoingPart } from "../kit/an-outgoing-part.ts";
import { collectLog } from "../kit/collect-log.ts";

// The breaker looks at the clock of the machine.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const NOT_CONNECTED: SendOutcome = { kind: "not_sent", code: "not_connected" };
const PACED = { kind: "not_now", code: "paced", retryAfterSeconds: 6, concerns: "contact" };

test("a part that comes too fast for its contact waits, and those of others go out", async () => {
  const { sendTo, sent } = aPacedChannel();
  expect(await sendTo(ANA)).toEqual(PACED);
  expect((await sendTo(BEN)).kind).toBe("sent");
  expect(sent.map(({ to }) => to)).toEqual([BEN]);
});

test("a part that waits does not end a row of failures", async () => {
  const { sendTo, isDown } = aPacedChannel([1, 2, 3, 4, 5].map(() => NOT_CONNECTED));
  for (let count = 0; count < 5; count += 1) {
    expect(await sendTo(ANA)).toEqual(PACED);
    await sendTo(BEN);
  }
  expect(isDown).toEqual([true]);
});

test("a part that waits does not say that a provider which was down is back", async () => {
  const { sendTo, isDown } = aPacedChannel([1, 2, 3, 4, 5, 6].map(() => NOT_CONNECTED));
  for (let count = 0; count < 5; count += 1) await sendTo(BEN);
  vi.advanceTimersByTime(10_000);
  expect(await sendTo(ANA)).toEqual(PACED);
  expect(isDown).toEqual([true]);
  expect(await sendTo(BEN)).toMatchObject({ kind: "not_now", code: "not_connected" });
  expect(isDown).toEqual([true, true]);
});

/** Ana has had enough for now. */
function aPacedChannel(outcomes: SendOutcome[] = []) {
  const channel = aChannel({ pace: { take: (contact) => (contact === ANA ? 6 : 0) } });
  channel.outcomes.push(...outcomes);
  const isDown: boolean[] = [];
  const inner = channel.channels.of({ channel: "twilio", account: ACCOUNT });
  if (!inner) throw new Error("There is no channel.");
  const onChange = (down: boolean) => void isDown.push(down);
  const { send } = withPace(withBreaker(inner, { log: collectLog().log, onChange }));
  return { isDown, sent: channel.sent, sendTo: (to: string) => send(anOutgoingPart(LINE, { to })) };
}
