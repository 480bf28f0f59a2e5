import { describe, expect, test } from "vitest";
import { systemClock } from "../../../src/clock.ts";
import { RetryAfter, RetryLater, TellOperator } from "../../../src/errors.ts";
import { failureOf } from "../../contracts/engine/failure-of.ts";
import { API_KEY, CHATBOT_ID, startEngine, startStandIn } from "./start-engine.ts";

describe("the session of a contact", () => {
  test("is opened at the first question and used for the next ones", async () => {
    const { standIn, ask } = await startEngine();
    expect((await ask()).text).toContain("40 customers");
    await ask({ text: "What are our top products?" });
    expect(standIn.sessionsOpened).toMatchObject([
      { name: "WhatsApp user +15555550101", email: "wa15555550101@example.com" },
    ]);
    expect(standIn.asked.map(({ email }) => email)).toEqual([
      "wa15555550101@example.com",
      "wa15555550101@example.com",
    ]);
  });

  test("shows its token as header and as cookie, and asks without the API key", async () => {
    const { standIn, ask } = await startEngine();
    await ask();
    const [{ tokens, body } = never()] = standIn.asked;
    expect(tokens.header).toMatch(/.{16}/);
    expect(tokens.cookie).toBe(tokens.header);
    expect(body).toEqual({
      question: "How many customers do we have?",
      botid: CHATBOT_ID,
      debug: false,
      fileUrls: [],
    });
  });

  test("is opened once when two first questions come together", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("session", { kind: "delay", delayMs: 50 });
    const answers = await Promise.all([ask(), ask({ text: "Hello" }), ask()]);
    expect(answers.every(({ text }) => text !== "")).toBe(true);
    expect(standIn.calls).toMatchObject({ session: 1, callback: 1, ask: 3 });
  });

  test("belongs to one conversation only", async () => {
    const { standIn, ask } = await startEngine();
    await ask({ conversationId: 1 });
    await ask({ conversationId: 2, contact: { address: "US.13491208655302741918" } });
    expect(standIn.sessionsOpened.map(({ email }) => email)).toEqual([
      "wa15555550101@example.com",
      "waUS.13491208655302741918@example.com",
    ]);
  });

  test("is opened anew when its time is nearly over", async () => {
    let now = Date.now();
    const clock = { ...systemClock, now: () => now };
    const { standIn, ask } = await startEngine({}, { clock, sessionSeconds: 3600 });
    await ask();
    now += 54 * 60_000;
    await ask();
    expect(standIn.calls.session).toBe(1);
    now += 2 * 60_000;
    await ask();
    expect(standIn.calls.session).toBe(2);
  });

  test("that was kept by something else, or for another chatbot, is not used", async () => {
    const { standIn, sessions, ask } = await startEngine();
    const nextYear = Date.now() + 1e9;
    const access = { mode: "session", token: "old" };
    const strangers = [
      "not json",
      "{}",
      JSON.stringify({ url: standIn.url, chatbotId: "another", access }),
      JSON.stringify({ url: "https://elsewhere.example", chatbotId: CHATBOT_ID, access }),
    ];
    for (const value of strangers) {
      await sessions.save(7, value, nextYear);
      expect((await ask()).text).toContain("40 customers");
    }
    expect(standIn.calls).toMatchObject({ session: strangers.length, ask: strangers.length });
  });

  test("is logged by its conversation, without key, token, number or words", async () => {
    const { standIn, logged, ask } = await startEngine();
    await ask({ text: "word-canary" });
    expect(logged()).toContain('"conversationId":7,"engine":"askyourdatabase"');
    expect(logged()).toContain("session opened");
    const token = standIn.asked[0]?.tokens.header ?? never();
    for (const secret of [API_KEY, token, "5555550101", "word-canary", "code=", standIn.url]) {
      expect(logged()).not.toContain(secret);
    }
  });
});

describe("a session that cannot be opened", () => {
  test.each([401, 403])("with %i tells the operator to set the API key", async (status) => {
    const { standIn, ask } = await startEngine();
    standIn.faults.always("session", { kind: "status", status });
    const failure = await failureOf(ask());
    expect(failure).toBeInstanceOf(TellOperator);
    expect(failure.message).toContain("set ASKYOURDATABASE_API_KEY");
    expect(standIn.calls).toMatchObject({ session: 1, ask: 0 });
  });

  test.each([400, 404])("with %i tells the operator to set the chatbot id", async (status) => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("session", { kind: "status", status });
    const failure = await failureOf(ask());
    expect(failure).toBeInstanceOf(TellOperator);
    expect(failure.message).toContain("set ASKYOURDATABASE_CHAT_ID");
  });

  test("with a real wrong key or id is the operator's as well", async () => {
    const wrongKey = await startEngine({ apiKey: "wrong" });
    expect(await failureOf(wrongKey.ask())).toMatchObject({ code: "ayd_bad_key" });
    const wrongId = await startEngine({ chatbotId: "wrong" });
    expect(await failureOf(wrongId.ask())).toMatchObject({ code: "ayd_no_such_chatbot" });
  });

  test("with 500 is tried again later, and works then", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("session", { kind: "status", status: 500 });
    const failure = await failureOf(ask());
    expect(failure).toBeInstanceOf(RetryLater);
    expect(failure.code).toBe("ayd_500");
    expect((await ask()).text).toContain("40 customers");
  });

  test("with 429 waits as long as it is told", async () => {
    const { standIn, ask } = await startEngine();
    const headers = { "retry-after": "17" };
    standIn.faults.next("session", { kind: "status", status: 429, headers });
    const failure = await failureOf(ask());
    expect(failure).toBeInstanceOf(RetryAfter);
    expect(failure).toMatchObject({ retryAfterSeconds: 17 });
  });

  test("because the server does not answer is tried again later", async () => {
    const { standIn, ask } = await startEngine({ idleMs: 300 });
    standIn.faults.next("session", { kind: "silence" });
    expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "ayd_idle_timeout" });
    standIn.faults.next("session", { kind: "reset" });
    expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "ayd_reset" });
  });

  test("because nobody listens there is tried again later", async () => {
    const gone = await startStandIn();
    const { ask } = await startEngine({ url: gone.url });
    await gone.close();
    expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "ayd_not_connected" });
  });

  test("because a page or no address came back tells the operator which setting to look at", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("session", { kind: "html" });
    standIn.faults.next("session", { kind: "json", body: {} });
    standIn.faults.next("session", { kind: "json", body: { url: 5 } });
    for (let time = 0; time < 3; time++) {
      const failure = await failureOf(ask());
      expect(failure).toBeInstanceOf(TellOperator);
      expect(failure.message).toContain("ASKYOURDATABASE_URL");
    }
    expect(standIn.calls.callback).toBe(0);
  });

  test("because the server has moved tells the operator to set its address", async () => {
    const { standIn, ask } = await startEngine();
    const headers = { location: "https://www.askyourdatabase.com/" };
    standIn.faults.next("session", { kind: "status", status: 308, headers });
    expect((await failureOf(ask())).message).toContain("set ASKYOURDATABASE_URL");
  });

  test("does not spoil the next one: it is opened anew", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("session", { kind: "status", status: 503 });
    const failures = await Promise.allSettled([ask(), ask()]);
    expect(failures.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(standIn.calls.session).toBe(1);
    expect((await ask()).text).toContain("40 customers");
  });

  test("stops being waited for when the question is given up", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("session", { kind: "silence" });
    const given = new AbortController();
    const answer = failureOf(ask({ signal: given.signal }));
    await expect.poll(() => standIn.calls.session).toBe(1);
    given.abort();
    expect(await answer).toMatchObject({ name: "Interrupted", code: "aborted" });
  });
});

describe("the exchange of the one-time address", () => {
  test("never leaves the configured server", async () => {
    const elsewhere = await startStandIn();
    const { standIn, ask } = await startEngine();
    const addresses = [
      `${elsewhere.url}/api/chatbot/auth/callback?code=x`,
      standIn.url.replace("http:", "https:"),
      "file:///etc/passwd",
      "http://",
    ];
    for (const url of addresses) {
      standIn.faults.next("session", { kind: "json", body: { url } });
      const failure = await failureOf(ask());
      expect(failure).toMatchObject({ name: "TellOperator", code: "ayd_foreign_address" });
      expect(failure.message).not.toContain("code=");
    }
    expect(elsewhere.calls.callback).toBe(0);
    expect(standIn.calls.callback).toBe(0);
  });

  test("does not follow a redirect to another server", async () => {
    const elsewhere = await startStandIn();
    const { standIn, ask } = await startEngine();
    const headers = { location: `${elsewhere.url}/api/chatbot/auth/callback` };
    standIn.faults.next("callback", { kind: "status", status: 302, headers });
    expect(await failureOf(ask())).toMatchObject({ code: "ayd_foreign_address" });
    expect(elsewhere.calls.callback).toBe(0);
  });

  test("takes an address without the server's name", async () => {
    const { standIn, ask } = await startEngine();
    const url = "/api/chatbot/auth/callback?code=unknown";
    standIn.faults.next("session", { kind: "json", body: { url } });
    expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "ayd_no_token" });
    expect(standIn.calls.callback).toBe(1);
  });

  test("finds the cookie on a later redirect, on a page, and among others", async () => {
    const usual = (token: string) => [`accessToken=${token}; Max-Age=900; HttpOnly`];
    const others = (token: string) => [
      "csrf=accessToken=no; Path=/",
      "accessToken=; Max-Age=0",
      "accessToken=gone; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
      ` accessToken = ${token} ; expires=Fri, 31 Dec 2100 23:59:59 GMT`,
    ];
    const { standIn, ask } = await startEngine();
    standIn.faults.next("callback", { kind: "cookies", write: usual, hops: 2 });
    standIn.faults.next("callback", { kind: "cookies", write: usual, hops: 5 });
    for (const conversationId of [1, 2]) expect((await ask({ conversationId })).text).not.toBe("");
    standIn.faults.next("callback", { kind: "cookies", write: usual, lastStatus: 200 });
    standIn.faults.next("callback", { kind: "cookies", write: others });
    for (const conversationId of [3, 4]) expect((await ask({ conversationId })).text).not.toBe("");
    expect(standIn.calls).toMatchObject({ session: 4, ask: 4 });
  });

  test("gives up after five redirects", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("callback", { kind: "cookies", write: () => [], hops: 50 });
    expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "ayd_no_token" });
    expect(standIn.calls.callback).toBe(5);
  });

  test("that brings no cookie is tried again later with a new session", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("callback", { kind: "cookies", write: () => [] });
    standIn.faults.next("callback", { kind: "status", status: 400, body: '{"error":"used"}' });
    standIn.faults.next("callback", { kind: "html" });
    for (let time = 0; time < 3; time++) {
      expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "ayd_no_token" });
    }
    expect((await ask()).text).toContain("40 customers");
    expect(standIn.calls.session).toBe(4);
  });

  test("that meets an ill server is tried again later", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("callback", { kind: "status", status: 502 });
    expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "ayd_502" });
    standIn.faults.next("callback", { kind: "reset" });
    expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "ayd_reset" });
  });

  test("can be used once only", async () => {
    const standIn = await startStandIn();
    const session = await fetch(`${standIn.url}/api/chatbot/v2/session`, {
      method: "POST",
      headers: { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ chatbotid: CHATBOT_ID, name: "a", email: "a@example.com" }),
    });
    const { url } = (await session.json()) as { url: string };
    expect((await fetch(url, { redirect: "manual" })).headers.getSetCookie()).toHaveLength(1);
    expect((await fetch(url, { redirect: "manual" })).status).toBe(400);
  });
});

test("a token may come without an exchange", async () => {
  const { standIn, ask } = await startEngine();
  standIn.faults.next("session", { kind: "json", body: { accessToken: "direct" } });
  standIn.faults.next("ask", { kind: "json", body: { answer: "Hi" } });
  expect((await ask()).text).toBe("Hi");
  expect(standIn.asked[0]?.tokens.header).toBe("direct");
  expect(standIn.calls.callback).toBe(0);
});

function never(): never {
  throw new Error("nothing was asked");
}
