import { describe, expect, test } from "vitest";
import { RetryAfter } from "../../../src/errors.ts";
import type { Fault } from "../../../src/demo/askyourdatabase/faults.ts";
import { failureOf } from "../../contracts/engine/failure-of.ts";
import { startEngine, startStandIn } from "./start-engine.ts";

describe("a session that has ended meanwhile", () => {
  test("is replaced, and the question asked once more", async () => {
    const { standIn, ask } = await startEngine();
    await ask();
    standIn.endSessions();
    expect((await ask()).text).toContain("40 customers");
    expect(standIn.calls).toMatchObject({ session: 2, ask: 3 });
  });

  const refusals: Fault[] = [
    { kind: "status", status: 401 },
    { kind: "status", status: 403 },
    { kind: "status", status: 302, headers: { location: "/login" } },
    { kind: "html" },
    { kind: "json", body: { error: "Unauthorized" } },
    { kind: "json", body: { error: { message: "Authentication failed" } } },
    { kind: "stream", events: [{ error: "Session expired" }] },
  ];
  test.each(refusals)("is recognised by %j", async (fault) => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", fault);
    expect((await ask()).text).toContain("40 customers");
    expect(standIn.calls).toMatchObject({ session: 2, ask: 2 });
  });

  test("is not replaced again and again: the second refusal is for the operator", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.always("ask", { kind: "status", status: 401 });
    const failure = await failureOf(ask());
    expect(failure).toMatchObject({ name: "TellOperator", code: "ayd_refused_twice" });
    expect(failure.message).toContain("ASKYOURDATABASE_CHAT_ID");
    expect(standIn.calls).toMatchObject({ session: 2, ask: 2 });
  });

  test("is replaced once when two questions find it ended together", async () => {
    const { standIn, ask } = await startEngine();
    await ask();
    standIn.endSessions();
    await Promise.all([ask(), ask({ text: "Hello" })]);
    expect(standIn.calls.session).toBe(2);
  });
});

test("a session that was just opened is not thrown away by a refusal of the old one", async () => {
  const { standIn, ask } = await startEngine();
  await ask();
  standIn.endSessions();
  standIn.faults.next("ask", { kind: "delay", delayMs: 300 });
  const late = ask();
  await ask();
  await late;
  expect(standIn.calls).toMatchObject({ session: 2, ask: 5 });
});

describe("a question that is refused", () => {
  test.each([500, 502, 503, 520, 408, 425])("with %i is asked again later", async (status) => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", { kind: "status", status, body: "<h1>Bad gateway</h1>" });
    expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: `ayd_${status}` });
    expect(standIn.calls).toMatchObject({ session: 1, ask: 1 });
  });

  test.each([
    ["30", 30],
    ["0", 1],
    [new Date(Date.now() + 90_000).toUTCString(), 90],
    ["99999999", 3600],
    ["Fri, 31 Dec 2100 23:59:59 GMT", 3600],
  ])("with 429 and Retry-After %s waits that long, at most an hour", async (value, seconds) => {
    const { standIn, ask } = await startEngine();
    const headers = { "retry-after": value };
    standIn.faults.next("ask", { kind: "status", status: 429, headers });
    const failure = await failureOf(ask());
    expect(failure).toMatchObject({ name: "RetryAfter", code: "ayd_429" });
    const waits = failure instanceof RetryAfter ? failure.retryAfterSeconds : Number.NaN;
    expect(Math.abs(waits - seconds)).toBeLessThanOrEqual(5);
  });

  test.each([{}, { "retry-after": "soon" }, { "retry-after": "-5" }])(
    "with 429 and no time in %j is asked again later",
    async (headers) => {
      const { standIn, ask } = await startEngine();
      standIn.faults.next("ask", { kind: "status", status: 429, headers });
      expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "ayd_429" });
    },
  );

  test("with 400 is never asked again", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", { kind: "status", status: 400 });
    expect(await failureOf(ask())).toMatchObject({ name: "Never", code: "ayd_400" });
  });

  test.each([
    [404, "ASKYOURDATABASE_CHAT_ID"],
    [402, "plan"],
  ])("with %i is the operator's to repair: %s", async (status, repair) => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", { kind: "status", status });
    const failure = await failureOf(ask());
    expect(failure.name).toBe("TellOperator");
    expect(failure.message).toContain(repair);
  });
});

describe("a question without an answer", () => {
  test("because nobody listens is asked again later", async () => {
    const gone = await startStandIn();
    const { standIn, sessions, ask } = await startEngine();
    await ask();
    const saved = (await sessions.load(7)) ?? "";
    await gone.close();
    const other = await startEngine({ url: gone.url });
    await other.sessions.save(7, saved.replace(standIn.url, gone.url), Date.now() + 1e6);
    expect(await failureOf(other.ask())).toMatchObject({
      name: "RetryLater",
      code: "ayd_not_connected",
    });
  });

  test("because the connection ended before a byte is asked again later", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", { kind: "reset" });
    expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "ayd_reset" });
    standIn.faults.next("ask", { kind: "stream", stop: { after: 0, with: "reset" } });
    expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "ayd_reset" });
  });

  test("with silence is never asked again: it may still be running", async () => {
    const { standIn, ask } = await startEngine({ idleMs: 300 });
    standIn.faults.next("ask", { kind: "silence" });
    expect(await failureOf(ask())).toMatchObject({ name: "Never", code: "too_slow" });
    standIn.faults.next("ask", { kind: "stream", stop: { after: 0, with: "stall" } });
    expect(await failureOf(ask())).toMatchObject({ name: "Never", code: "too_slow" });
  });

  test("in the whole time allowed is never asked again", async () => {
    const { standIn, ask } = await startEngine({ totalMs: 300 });
    standIn.faults.next("ask", { kind: "silence" });
    expect(await failureOf(ask())).toMatchObject({ name: "Never", code: "too_slow" });
    standIn.faults.next("ask", { kind: "stream", stop: { after: 20, with: "stall" } });
    expect(await failureOf(ask())).toMatchObject({ name: "Never", code: "too_slow" });
  });

  test("because it broke off before the first text is never asked again: it was run", async () => {
    const { standIn, ask } = await startEngine({ idleMs: 300 });
    for (const stop of [{ with: "reset" as const }, { with: "stall" as const }]) {
      const events = [{ isExecutionStatus: true, functionName: "executeSQL", status: "started" }];
      standIn.faults.next("ask", { kind: "stream", events, stop });
      expect(await failureOf(ask())).toMatchObject({ name: "Never" });
    }
    expect(standIn.calls.ask).toBe(2);
  });

  test("that is given up is interrupted, before and after the first byte", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", { kind: "silence" });
    standIn.faults.next("ask", { kind: "stream", stop: { after: 20, with: "stall" } });
    for (const calls of [1, 2]) {
      const given = new AbortController();
      const answer = failureOf(ask({ signal: given.signal }));
      await expect.poll(() => standIn.calls.ask).toBe(calls);
      given.abort(new Error("any reason"));
      expect(await answer).toMatchObject({ name: "Interrupted", code: "aborted" });
      // The other side hears of it, and does not go on for nobody.
      await expect.poll(() => standIn.asked[calls - 1]?.endedAt).toBeTypeOf("number");
    }
  });

  test("that is given up before it is asked is not asked", async () => {
    const { standIn, ask } = await startEngine();
    const failure = await failureOf(ask({ signal: AbortSignal.abort() }));
    expect(failure.name).toBe("Interrupted");
    expect(standIn.calls.ask).toBe(0);
  });
});

describe("an answer that is no stream", () => {
  test.each(["aiResponse", "content", "answer"])("is taken from the field %s", async (field) => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", { kind: "json", body: { [field]: "42 customers" } });
    expect(await ask()).toEqual({
      text: "42 customers",
      pictures: [],
      sources: [],
      cutOff: false,
    });
  });

  test.each([{ error: "SQL failed", detail: "x" }, { error: { code: 1 } }, { other: 1 }, [], null])(
    "and holds %j is not asked again",
    async (body) => {
      const { standIn, ask } = await startEngine();
      standIn.faults.next("ask", { kind: "json", body });
      const failure = await failureOf(ask());
      expect(failure).toMatchObject({ name: "Never", code: "ayd_error" });
      expect(standIn.calls.ask).toBe(1);
    },
  );

  test("and too long is cut", async () => {
    const { standIn, ask } = await startEngine({ maxAnswerBytes: 10 });
    standIn.faults.next("ask", { kind: "json", body: { answer: "ééééééééé" } });
    expect(await ask()).toMatchObject({ text: "ééééé", cutOff: true });
  });
});
