import { describe, expect, test } from "vitest";
import type { OpenAiFault, RunFault } from "../../../src/demo/openai/fault.ts";
import { failureOf } from "../../contracts/engine/failure-of.ts";
import { startEngine } from "./start-engine.ts";

type Row = [name: string, fault: OpenAiFault, expected: object];

const error = (status: number, more: object = {}): OpenAiFault => ({
  kind: "error",
  status,
  ...more,
});
const operator = (setting: string) => ({
  name: "TellOperator",
  message: expect.stringContaining(setting),
});
const later = { name: "RetryLater" };
const never = { name: "Never" };

const REFUSALS: Row[] = [
  ["a bad key", error(401, { code: "invalid_api_key" }), operator("set OPENAI_API_KEY")],
  ["a key that may not", error(403), operator("set OPENAI_API_KEY")],
  [
    "a country that is not served",
    error(403, { code: "unsupported_country_region_territory" }),
    operator("set OPENAI_BASE_URL"),
  ],
  [
    "a model that a server without codes does not have",
    error(404, { code: "", message: 'model "gpt-6-luna" not found, try pulling it first' }),
    operator("set OPENAI_MODEL"),
  ],
  ["a model out of reach", error(403, { code: "model_not_found" }), operator("set OPENAI_MODEL")],
  ["a model it does not know", error(400, { param: "model" }), operator("set OPENAI_MODEL")],
  ["a prompt that is gone", error(400, { param: "prompt" }), operator("OPENAI_PROMPT_ID")],
  ["no credit", error(429, { code: "insufficient_quota" }), operator("Billing")],
  ["payment required", error(402), operator("Billing")],
  ["an unknown address", error(404), operator("OPENAI_BASE_URL")],
  ["a page that is not there", { kind: "html", status: 404 }, operator("OPENAI_BASE_URL")],
  ["a page in place of events", { kind: "html" }, operator("OPENAI_BASE_URL")],
  ["a redirect", { kind: "html", status: 302 }, operator("OPENAI_BASE_URL")],
  ["too many requests", error(429, { code: "rate_limit_exceeded" }), later],
  [
    "too many requests, with a time",
    error(429, { headers: { "retry-after": "20" } }),
    { name: "RetryAfter", retryAfterSeconds: 20, code: "openai_429" },
  ],
  [
    "an overload, with a time",
    error(503, { headers: { "retry-after": "3" } }),
    { name: "RetryAfter", retryAfterSeconds: 3 },
  ],
  ["a timeout of theirs", error(408), later],
  ["a conflict", error(409), later],
  ["a failure of theirs", error(500, { code: "server_error" }), later],
  ["a gateway's page", { kind: "html", status: 502 }, later],
  ["a parameter it does not take", error(400, { code: "unsupported_parameter" }), never],
  ["a request too large", error(413), never],
  ["a code that is no word", error(400, { code: "it's 5555550101" }), { code: "openai_error" }],
];

describe("a question that is refused", () => {
  test.each(REFUSALS)("for %s is asked once, and not again by itself", async (_name, fault, is) => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("responses", fault);
    expect(await failureOf(ask())).toMatchObject(is);
    expect(standIn.calls.responses).toBe(1);
  });

  test("for a model that is really unknown, or a key, names the setting", async () => {
    const model = await startEngine({ model: "gpt-gone" });
    expect(await failureOf(model.ask())).toMatchObject({ code: "openai_no_such_model" });
    const key = await startEngine({ apiKey: "sk-other" });
    expect(await failureOf(key.ask())).toMatchObject({ code: "openai_bad_key" });
  });

  const ofAnyRequest = ["a bad key", "a key that may not", "too many requests"];
  test.each(REFUSALS.filter(([name]) => ofAnyRequest.includes(name)))(
    "for %s already when the conversation is opened is the same",
    async (_name, fault, is) => {
      const { standIn, ask } = await startEngine();
      standIn.faults.next("conversations", fault);
      expect(await failureOf(ask())).toMatchObject(is);
      expect(standIn.calls).toMatchObject({ conversations: 1, responses: 0 });
    },
  );

  test("with a text of any length holds up nobody", async () => {
    const { standIn, ask } = await startEngine();
    const message = "Conversation with id ".repeat(30_000);
    standIn.faults.next("responses", error(400, { message }));
    expect(await failureOf(ask())).toMatchObject(never);
  }, 4_000);

  test("because no conversation can be opened is asked again later", async () => {
    const { standIn, ask } = await startEngine({ idleMs: 200 });
    for (const kind of ["reset", "silence"] as const) {
      standIn.faults.next("conversations", { kind });
      expect(await failureOf(ask())).toMatchObject(later);
    }
    expect(standIn.calls.responses).toBe(0);
  });
});

const run = (fault: Omit<RunFault, "kind">): RunFault => ({ kind: "run", ...fault });

const FAILED_RATE = { kind: "failed", code: "rate_limit_exceeded" } as const;
const NO_CREDIT = { kind: "error", code: "insufficient_quota" } as const;
const TOO_LONG = { kind: "incomplete", reason: "max_output_tokens" } as const;

describe("a run that ends badly", () => {
  test.each<[string, RunFault, object]>([
    ["failed", run({ pieces: 0, end: { kind: "failed", code: "server_error" } }), later],
    ["failed for its rate", run({ pieces: 0, end: FAILED_RATE }), later],
    ["failed for good", run({ pieces: 0, end: { kind: "failed", code: "invalid_prompt" } }), never],
    ["an error", run({ pieces: 0, end: { kind: "error", code: "server_error" } }), later],
    ["an error of money", run({ pieces: 0, end: NO_CREDIT }), operator("Billing")],
    ["nothing", run({ pieces: 0, end: { kind: "ends" } }), { code: "openai_broken_off" }],
    ["a reset", run({ pieces: 0, end: { kind: "reset" } }), { code: "openai_reset" }],
    ["no room for text", run({ pieces: 0, end: TOO_LONG }), { code: "openai_max_output_tokens" }],
  ])("with %s and without text has no answer", async (_name, fault, expected) => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("responses", fault);
    expect(await failureOf(ask())).toMatchObject(expected);
    expect(standIn.calls.responses).toBe(1);
  });

  test.each<[string, NonNullable<RunFault["end"]>]>([
    ["failed", { kind: "failed", code: "server_error" }],
    ["an error", { kind: "error", code: "server_error" }],
    ["nothing", { kind: "ends" }],
    ["a reset", { kind: "reset" }],
    ["truncation", { kind: "incomplete", reason: "max_output_tokens" }],
  ])("with %s after some text shows the text, and that it broke off", async (_name, end) => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("responses", run({ text: "We have 40 customers. And", end }));
    expect(await ask()).toMatchObject({ text: "We have 40 customers. And", cutOff: true });
  });
});

describe("an answer", () => {
  test("holds the text and the tokens of its run", async () => {
    const { ask, counted } = await startEngine();
    const answer = await ask();
    expect(answer).toMatchObject({ pictures: [], sources: [], cutOff: false });
    expect(answer.text).toContain("40 customers");
    // Words of the instructions and of the question.
    expect(answer.tokens).toMatchObject({ input: 7 + 6, cached: 0 });
    expect(counted.tokens).toEqual([answer.tokens]);
  });

  test("that is refused shows the model's own words, or ours", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("responses", run({ refusal: true, text: "I cannot help with weapons." }));
    expect(await ask()).toMatchObject({ text: "I cannot help with weapons.", cutOff: false });
    const end = { kind: "incomplete", reason: "content_filter" } as const;
    standIn.faults.next("responses", run({ text: "Half of something bad", end }));
    expect(await ask()).toMatchObject({ text: expect.stringMatching(/^Sorry/), cutOff: false });
  });

  test("comes from a server that sends it in one piece and counts nothing", async () => {
    const { standIn, ask, counted } = await startEngine();
    standIn.faults.next("responses", run({ bare: true, text: "Forty." }));
    expect(await ask()).toEqual({ text: "Forty.", pictures: [], sources: [], cutOff: false });
    expect(counted.tokens).toEqual([]);
  });

  test("that was there in full is not cut off by what the connection does next", async () => {
    const { standIn, sessions, ask } = await startEngine({ idleMs: 60_000, totalMs: 60_000 });
    for (const kind of ["completed_then_reset", "completed_then_stall"] as const) {
      standIn.faults.next("responses", run({ end: { kind } }));
      const conversationId = standIn.calls.responses;
      expect(await ask({ conversationId })).toMatchObject({ cutOff: false, tokens: { cached: 0 } });
      expect((await sessions.load(conversationId)) ?? "").toContain('"isCertain":true');
    }
  });

  test("that comes slowly is waited for", async () => {
    const { standIn, ask } = await startEngine({ idleMs: 300 });
    standIn.faults.next("responses", run({ dripMs: 60, text: "word ".repeat(30) }));
    expect(await ask()).toMatchObject({ cutOff: false });
  });

  test("that is longer than allowed is cut between two letters", async () => {
    const { standIn, ask } = await startEngine({ maxAnswerBytes: 11 });
    standIn.faults.next("responses", run({ text: "é".repeat(100) }));
    expect(await ask()).toMatchObject({ text: "ééééé", cutOff: true });
  });
});
