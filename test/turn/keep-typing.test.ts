import { expect, test } from "vitest";
import { createKeepTyping } from "../../src/turn/keep-typing.ts";
import { aBegunTurn } from "../kit/a-turn.ts";
import { aChannel } from "../kit/a-channel.ts";
import { createTestClock } from "../kit/test-clock.ts";

test("typing is shown at once, renewed before it fades, and ends with the answer", async () => {
  const { channels, typing } = aChannel();
  const clock = createTestClock();
  const stop = createKeepTyping({ channels, clock })(aBegunTurn());
  expect(typing).toHaveLength(1);
  await clock.advance(19_999);
  expect(typing).toHaveLength(1);
  await clock.advance(1);
  expect(typing).toHaveLength(2);
  await clock.advance(40_000);
  expect(typing).toHaveLength(4);
  stop();
  await clock.advance(3_600_000);
  expect(typing).toHaveLength(4);
});

test("it is shown in answer to the newest message", () => {
  const { channels, typing } = aChannel();
  const turn = aBegunTurn([
    { kind: "text", text: "Hi" },
    { kind: "text", text: "how many?" },
  ]);
  createKeepTyping({ channels, clock: createTestClock() })(turn)();
  expect(typing).toEqual([turn.messages[1]?.providerId]);
});

test.each([
  ["an account that is no longer configured", { account: "AC2" }],
  ["a turn without a message", { messages: [] }],
])("for %s nothing is shown", (_name, changes) => {
  const { channels, typing } = aChannel();
  createKeepTyping({ channels, clock: createTestClock() })(aBegunTurn(undefined, changes))();
  expect(typing).toEqual([]);
});
