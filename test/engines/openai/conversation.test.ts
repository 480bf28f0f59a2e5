import { describe, expect, test } from "vitest";
import type { RunFault } from "../../../src/demo/openai/fault.ts";
import { aQuestion } from "../../contracts/engine/a-question.ts";
import { NOWHERE } from "../../kit/start-peer.ts";
import { createTestClock } from "../../kit/test-clock.ts";
import { failureOf } from "../../contracts/engine/failure-of.ts";
import { MODEL, startEngine, type Started } from "./start-engine.ts";

const TOP = "What are our top products?";

describe("a contact's conversation", () => {
  test("is opened at the first question, and remembers it at the next", async () => {
    const { standIn, ask } = await startEngine();
    await ask(TOP);
    expect((await ask("And the stock?")).text).toContain(`Earlier you asked: ${TOP}`);
    const [first, second] = conversations({ standIn });
    expect(first).toMatch(/^conv_/);
    expect(second).toBe(first);
    expect(standIn.calls).toEqual({ conversations: 1, responses: 2, items: 0 });
  });

  test("is nobody else's", async () => {
    const { standIn, ask } = await startEngine();
    await ask({ conversationId: 1 });
    await ask({ conversationId: 2 });
    const [first, second] = conversations({ standIn });
    expect(first).not.toBe(second);
  });

  test("is asked with what the settings say, and without the contact's number", async () => {
    const { standIn, ask } = await startEngine();
    await ask(TOP);
    const [{ body, conversation } = nothing()] = standIn.asked;
    expect(body).toEqual({
      model: MODEL,
      instructions: "You help the people of a shop.",
      conversation,
      input: [{ role: "user", content: TOP }],
      store: true,
      safety_identifier: expect.stringMatching(/^[0-9a-f]{64}$/),
      stream: true,
    });
  });

  test("reads our own transcript once for each question", async () => {
    const { ask, recalls } = await startEngine();
    await ask();
    await ask(TOP);
    expect(recalls()).toBe(2);
  });

  test("begins with what was said before, for a contact whom another engine knows", async () => {
    const { standIn, ask, answeredElsewhere } = await startEngine();
    for (let n = 1; n <= 50; n += 1) answeredElsewhere(`Question ${n}`, `Answer ${n}`);
    await ask(TOP);
    const said = standIn.said(conversations({ standIn })[0] ?? "").map(({ text }) => text);
    expect(said).toHaveLength(102);
    expect(said.slice(0, 2)).toEqual(["Question 1", "Answer 1"]);
    expect(said.slice(98, 101)).toEqual(["Question 50", "Answer 50", TOP]);
    expect(standIn.calls).toEqual({ conversations: 1, responses: 1, items: 0 });
  });

  test("leaves out the oldest of what is too much, and shortens what is too long", async () => {
    const { standIn, ask, answeredElsewhere } = await startEngine();
    answeredElsewhere("The oldest", "x".repeat(50));
    for (let n = 0; n < 8; n += 1) answeredElsewhere("", "x".repeat(5_990 + n * 10));
    await ask(TOP);
    const before = standIn.said(conversations({ standIn })[0] ?? "").slice(0, -2);
    expect(before.map(({ role }) => role)).toEqual(Array(6).fill("assistant"));
    expect(before.at(-1)?.text).toHaveLength(6_002);
  });

  test("is used again by the next process", async () => {
    const { standIn, ask, nextEngine } = await startEngine();
    await ask();
    await nextEngine().answer(aQuestion());
    expect(new Set(conversations({ standIn })).size).toBe(1);
  });

  test.each(["not json", "{}", '{"conversation":""}'])(
    "is opened anew when %j was kept",
    async (kept) => {
      const { sessions, standIn, ask } = await startEngine();
      await sessions.save(7, kept, Date.now() + 1e9);
      await ask();
      expect(standIn.calls.conversations).toBe(1);
    },
  );

  test("has one question at a time", async () => {
    const { standIn, ask } = await startEngine({}, { answerDelayMs: 50 });
    await Promise.all([ask(), ask(TOP), ask()]);
    const [first, second, third] = standIn.asked;
    expect(first?.endedAt).toBeLessThanOrEqual(second?.at ?? 0);
    expect(second?.endedAt).toBeLessThanOrEqual(third?.at ?? 0);
    expect(standIn.calls).toMatchObject({ conversations: 1, responses: 3 });
  });
});

describe("a conversation that has vanished", () => {
  test("is replaced by one with our own transcript, and the question asked there", async () => {
    const { standIn, ask } = await startEngine();
    await ask(TOP);
    standIn.vanish();
    expect((await ask("And the stock?")).text).toContain(`Earlier you asked: ${TOP}`);
    expect(standIn.calls).toEqual({ conversations: 2, responses: 3, items: 0 });
    expect(questionsIn(standIn, conversations({ standIn })[2])).toEqual([TOP, "And the stock?"]);
    // The new one is kept.
    await ask();
    expect(standIn.calls).toMatchObject({ conversations: 2, responses: 4 });
  });

  test.each([
    [400, { message: "Conversation with id 'conv_1' not found." }],
    [400, { code: "context_length_exceeded" }],
    [400, { message: "No tool output found for function call call_1.", param: "input" }],
  ])("is recognised by %i %j", async (status, fault) => {
    const { standIn, ask } = await startEngine();
    await ask();
    standIn.faults.next("responses", { kind: "error", status, ...fault });
    expect((await ask()).text).toContain("40 customers");
    expect(standIn.calls).toMatchObject({ conversations: 2, responses: 3 });
  });

  test.each(["failed", "error"] as const)(
    "is recognised in the middle of a stream, by %s",
    async (kind) => {
      const { standIn, ask } = await startEngine();
      await ask();
      const end = { kind, code: "context_length_exceeded" };
      standIn.faults.next("responses", { kind: "run", pieces: 0, end });
      expect((await ask()).text).toContain("40 customers");
      expect(standIn.calls).toMatchObject({ conversations: 2, responses: 3 });
    },
  );

  test("also in its new place is asked again later", async () => {
    const { standIn, ask } = await startEngine();
    const message = "Conversation with id 'conv_1' not found.";
    standIn.faults.next("responses", { kind: "error", status: 404, message }, 2);
    expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "openai_vanished" });
    expect(standIn.calls).toMatchObject({ conversations: 2, responses: 2 });
  });
});

describe("a conversation that is locked", () => {
  test("is waited for, and used when it is free", async () => {
    const { standIn, clock, conversation, ask } = await startLocked();
    const answer = ask();
    await expect.poll(() => clock.nextInMs()).toBe(3_000);
    standIn.unlock(conversation);
    await clock.advance(3_000);
    expect((await answer).text).toContain("40 customers");
    expect(conversations({ standIn })).toEqual([conversation, conversation, conversation]);
  });

  test("and stays so is left for another one with our own transcript", async () => {
    const { standIn, clock, conversation, ask } = await startLocked();
    const answer = ask();
    await expect.poll(() => clock.nextInMs()).toBe(3_000);
    await clock.advance(3_000);
    expect((await answer).text).toContain(`Earlier you asked: ${TOP}`);
    expect(conversations({ standIn }).at(-1)).not.toBe(conversation);
    expect(standIn.calls).toMatchObject({ conversations: 2, responses: 4 });
  });

  test("is not waited for when nobody waits any more", async () => {
    const { clock, ask } = await startLocked();
    const given = new AbortController();
    const answer = failureOf(ask({ signal: given.signal }));
    await expect.poll(() => clock.nextInMs()).toBe(3_000);
    given.abort();
    expect(await answer).toMatchObject({ name: "Interrupted" });
    expect(clock.nextInMs()).toBeUndefined();
  });

  async function startLocked() {
    const clock = createTestClock();
    const started = await startEngine({}, { clock });
    await started.ask(TOP);
    const [conversation = nothing()] = conversations(started);
    started.standIn.lock(conversation);
    return { ...started, clock, conversation };
  }
});

describe("no history holds a question twice", () => {
  const ENDS: RunFault["end"][] = [
    { kind: "ends" },
    { kind: "reset" },
    { kind: "stall" },
    { kind: "failed", code: "server_error" },
    { kind: "error", code: "server_error" },
  ];
  test.each(ENDS)("after a run that ended with %j", async (end) => {
    const { standIn, ask } = await startEngine({ idleMs: 300 });
    await ask(TOP);
    const turn = { turnId: 1_000, text: "And the stock?" };
    standIn.faults.next("responses", { kind: "run", pieces: 0, ...(end && { end }) });
    await failureOf(ask(turn));
    await ask(turn);
    const last = conversations({ standIn }).at(-1);
    expect(questionsIn(standIn, last)).toEqual([TOP, "And the stock?"]);
  });

  test("after a gateway gave up on a run that may go on", async () => {
    const { standIn, ask } = await startEngine();
    await ask(TOP);
    standIn.faults.next("responses", { kind: "html", status: 504 });
    await failureOf(ask());
    await ask();
    expect(new Set(conversations({ standIn })).size).toBe(2);
  });

  test("after a process died in the middle of a run", async () => {
    const { standIn, engine, ask, nextEngine } = await startEngine();
    await ask(TOP);
    standIn.faults.next("responses", { kind: "run", end: { kind: "stall" } });
    const dying = new AbortController();
    const question = aQuestion({ text: "And the stock?" });
    const died = failureOf(engine.answer({ ...question, signal: dying.signal }));
    await expect.poll(() => standIn.calls.responses).toBe(2);
    // The run has come to its end there, with nobody to hear it.
    standIn.unlock(conversations({ standIn })[1] ?? nothing());
    await nextEngine().answer(question);
    expect(questionsIn(standIn, conversations({ standIn })[2])).toEqual([TOP, "And the stock?"]);
    dying.abort();
    expect(await died).toMatchObject({ name: "Interrupted" });
  });

  test("after a process died before the answer was stored", async () => {
    const { standIn, engine, ask } = await startEngine();
    await ask(TOP);
    const question = aQuestion({ text: "And the stock?" });
    await engine.answer(question);
    await engine.answer(question);
    const [, second, third] = conversations({ standIn });
    expect(third).not.toBe(second);
    expect(questionsIn(standIn, third)).toEqual([TOP, "And the stock?"]);
  });

  test("and one that never left this machine leaves the conversation as it was", async () => {
    const { sessions, ask } = await startEngine();
    await ask(TOP);
    const saved = (await sessions.load(7)) ?? nothing();
    const other = await startEngine({ baseUrl: `${NOWHERE}/v1` });
    await other.sessions.save(7, saved, Date.now() + 1e9);
    expect(await failureOf(other.ask())).toMatchObject({ code: "openai_not_connected" });
    expect(JSON.parse((await other.sessions.load(7)) ?? "")).toEqual(JSON.parse(saved));
  });

  test("and one that was certainly not run is asked in the same conversation again", async () => {
    const { standIn, ask } = await startEngine();
    await ask(TOP);
    standIn.faults.next("responses", { kind: "error", status: 429 });
    await failureOf(ask({ turnId: 1_001 }));
    await ask({ turnId: 1_001 });
    expect(new Set(conversations({ standIn })).size).toBe(1);
    expect(standIn.calls.conversations).toBe(1);
  });

  test("also when it was the first", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("responses", { kind: "error", status: 429 });
    await failureOf(ask());
    await ask();
    expect(standIn.calls.conversations).toBe(1);
  });
});

function conversations({ standIn }: Pick<Started, "standIn">) {
  return standIn.asked.map(({ conversation }) => conversation);
}

function questionsIn(standIn: Started["standIn"], conversation: string | undefined): string[] {
  const said = standIn.said(conversation ?? nothing());
  return said.filter(({ role }) => role === "user").map(({ text }) => text);
}

function nothing(): never {
  throw new Error("nothing was asked");
}
