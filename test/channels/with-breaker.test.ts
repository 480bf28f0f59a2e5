import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SendOutcome } from "../../src/channels/channel.ts";
import { withBreaker } from "../../src/channels/with-breaker.ts";
import { aChannel } from "../kit/a-channel.ts";
import { anOutgoingPart } from "../kit/an-outgoing-part.ts";
import { collectLog } from "../kit/collect-log.ts";
import { ACCOUNT, LINE } from "../kit/a-message.ts";

// The breaker looks at the clock of the machine.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const NOT_CONNECTED: SendOutcome = { kind: "not_sent", code: "not_connected" };
const WRONG_TOKEN: SendOutcome = {
  kind: "tell_operator",
  code: "20003",
  message: "Look.",
  concerns: "account",
};

test.each<[string, SendOutcome]>([
  ["cannot be reached", NOT_CONNECTED],
  ["does not say what became of parts", { kind: "unknown", code: "idle_timeout" }],
  ["refuses the account", WRONG_TOKEN],
])(
  "a provider that %s five times in a row is left in peace for ten seconds",
  async (_name, outcome) => {
    const { send, channel, isDown } = aGuardedChannel();
    channel.outcomes.push(...Array.from({ length: 5 }, () => outcome));
    for (let count = 0; count < 5; count += 1) expect(await send()).toEqual(outcome);
    expect(await send()).toMatchObject({ kind: "not_now", code: "channel_down" });
    expect(channel.sent).toHaveLength(5);
    expect(isDown).toEqual([true]);

    vi.advanceTimersByTime(10_000);
    expect(await send()).toMatchObject({ kind: "sent" });
    expect(await send()).toMatchObject({ kind: "sent" });
    expect(isDown).toEqual([true, false]);
  },
);

test("who tries whether the provider is back pays nothing for it", async () => {
  const { send, channel } = aGuardedChannel();
  channel.outcomes.push(...Array.from({ length: 6 }, () => NOT_CONNECTED));
  for (let count = 0; count < 5; count += 1) await send();
  vi.advanceTimersByTime(10_000);
  expect(await send()).toMatchObject({ kind: "not_now", code: "not_connected" });
  expect(await send()).toMatchObject({ kind: "not_now", code: "channel_down" });
});

test("while somebody tries it, nobody else waits for that", async () => {
  const tried = Promise.withResolvers<SendOutcome>();
  const { send, channel } = aGuardedChannel(() => tried.promise);
  channel.outcomes.push(...Array.from({ length: 5 }, () => NOT_CONNECTED));
  for (let count = 0; count < 5; count += 1) await send();
  vi.advanceTimersByTime(10_000);
  const probe = send();
  const other = await send();
  expect(other).toMatchObject({ kind: "not_now", code: "channel_down" });
  if (other.kind === "not_now") expect(other.retryAfterSeconds).toBeGreaterThanOrEqual(10);
  tried.resolve({ kind: "sent", providerId: "SM1" });
  expect(await probe).toMatchObject({ kind: "sent" });
});

test("a time that the provider names is kept", async () => {
  const { send, channel } = aGuardedChannel();
  const busy: SendOutcome = { kind: "not_sent", code: "20429", retryAfterSeconds: 300 };
  channel.outcomes.push(...Array.from({ length: 6 }, () => busy));
  for (let count = 0; count < 5; count += 1) await send();
  vi.advanceTimersByTime(10_000);
  expect(await send()).toMatchObject({ kind: "not_now", retryAfterSeconds: 300 });
});

test("but whose outcome is lost then is still looked up", async () => {
  const { send, channel } = aGuardedChannel();
  const lost: SendOutcome = { kind: "unknown", code: "reset" };
  channel.outcomes.push(...Array.from({ length: 6 }, () => lost));
  for (let count = 0; count < 5; count += 1) await send();
  vi.advanceTimersByTime(10_000);
  expect(await send()).toEqual({ ...lost, whileDown: true });
});

test.each<[string, SendOutcome]>([
  ["messages are refused", { kind: "refused", code: "63016", tooLong: false }],
  ["contacts cannot be written to", { ...WRONG_TOKEN, concerns: "contact" }],
])("a provider is not down because %s", async (_name, outcome) => {
  const { send, channel } = aGuardedChannel();
  channel.outcomes.push(...Array.from({ length: 20 }, () => outcome));
  for (let count = 0; count < 20; count += 1) expect(await send()).toEqual(outcome);
});

function aGuardedChannel(afterwards?: () => Promise<SendOutcome>) {
  const channel = aChannel();
  const isDown: boolean[] = [];
  const { log } = collectLog();
  const inner = channel.channels.of({ channel: "twilio", account: ACCOUNT });
  if (!inner) throw new Error("There is no channel.");
  const send: typeof inner.send = (part) =>
    channel.outcomes.length === 0 && afterwards ? afterwards() : inner.send(part);
  const guarded = withBreaker(
    { ...inner, send },
    { log, onChange: (down) => void isDown.push(down) },
  );
  return { channel, isDown, send: () => guarded.send(anOutgoingPart(LINE)) };
}
