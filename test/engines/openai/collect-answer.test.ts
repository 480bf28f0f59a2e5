import { expect, test } from "vitest";
import { collectAnswer } from "../../../src/engines/openai/collect-answer.ts";

const delta = (text: unknown, item_id = "msg_1", content_index = 0) => ({
  type: "response.output_text.delta",
  delta: text,
  item_id,
  content_index,
});
const completed = (response: object = {}) => ({ type: "response.completed", response });

test("texts of several messages, or parts of one, stand apart", async () => {
  const events = [delta("One"), delta(" and"), delta("two", "msg_2"), delta("three", "msg_2", 1)];
  const { text } = await collect([...events, completed()]);
  expect(text).toBe("One and\n\ntwo\n\nthree");
});

test("what a model thinks, and the calls of its tools, are no part of the answer", async () => {
  const output = [
    { type: "reasoning", summary: [], content: [{ type: "reasoning_text", text: "Hm." }] },
    { type: "function_call", name: "look", arguments: "{}" },
    { type: "message", content: [{ type: "output_text", text: "Forty." }] },
  ];
  const thinking = { type: "response.reasoning_text.delta", delta: "Hm." };
  expect(await collect([thinking, completed({ output })])).toMatchObject({ text: "Forty." });
});

test("a refusal that comes in pieces, or only at the end, is found", async () => {
  const pieces = ["I ", "cannot."].map((text) => ({
    ...delta(text),
    type: "response.refusal.delta",
  }));
  const content = [{ type: "refusal", refusal: "I cannot." }];
  const end = completed({ output: [{ type: "message", content }] });
  expect(await collect([...pieces, end])).toMatchObject({ refusal: "I cannot.", text: "" });
  expect(await collect([end])).toMatchObject({ refusal: "I cannot.", text: "" });
});

test("a refusal has no more room than an answer", async () => {
  const piece = { ...delta("no ".repeat(100)), type: "response.refusal.delta" };
  const content = [{ type: "refusal", refusal: "no ".repeat(1_000) }];
  const whole = completed({ output: [{ type: "message", content }] });
  for (const events of [Array.from({ length: 9 }, () => piece), [whole]]) {
    const { refusal, end } = await collect(events);
    expect(refusal.length).toBeLessThanOrEqual(1_000);
    expect(end).toEqual({ kind: "too_long" });
  }
});

test("what comes behind the end is not read for ever", async () => {
  let read = 0;
  let left = false;
  const events = (async function* () {
    try {
      for (yield completed(); ; read += 1) yield delta("more");
    } finally {
      left = true;
    }
  })();
  await collectAnswer(events, 1_000);
  await expect.poll(() => left).toBe(true);
  expect(read).toBeLessThan(5);
});

test("tokens that nobody can have used are not counted", async () => {
  for (const input_tokens of [-5, 1.5, 1e300]) {
    const collected = await collect([completed({ usage: { input_tokens, output_tokens: 1 } })]);
    expect(collected).not.toHaveProperty("tokens");
  }
});

test("what is no event, or holds other things than it should, changes nothing", async () => {
  const nonsense = [
    null,
    7,
    "x",
    [],
    {},
    { type: "response.completed" },
    { type: "response.completed", response: null },
    { type: "__proto__", delta: "x" },
    delta(null),
    delta({ toString: 1 }),
    { type: "response.output_text.delta" },
  ];
  const events = [...nonsense, delta("Forty."), ...nonsense];
  expect(await collect(events)).toMatchObject({ text: "Forty.", end: { kind: "broken" } });
  const odd = { output: { a: 1 }, usage: "many", error: 7, incomplete_details: [] };
  expect(await collect([delta("Forty."), completed(odd)])).toEqual({
    text: "Forty.",
    refusal: "",
    end: { kind: "completed" },
  });
});

test("a run that failed or was cut without a reason is still over", async () => {
  const failed = { type: "response.failed", response: {} };
  const incomplete = { type: "response.incomplete", response: {} };
  expect(await collect([failed])).toMatchObject({ end: { kind: "failed", code: "failed" } });
  expect(await collect([incomplete])).toMatchObject({ end: { kind: "incomplete" } });
});

function collect(events: unknown[]) {
  return collectAnswer(streamOf(events), 1_000);
}

async function* streamOf(events: unknown[]): AsyncGenerator<unknown> {
  yield* events;
}
