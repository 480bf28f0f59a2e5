import type { IncomingHttpHeaders } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { createTestClock } from "../../kit/test-clock.ts";
import { startPeer } from "../../kit/start-peer.ts";
import { failureOf } from "../../contracts/engine/failure-of.ts";
import { API_KEY, startEngine } from "./start-engine.ts";

afterEach(() => vi.unstubAllEnvs());

test("the client takes the key from the settings, and nothing from the environment", async () => {
  vi.stubEnv("OPENAI_ORG_ID", "org-canary");
  vi.stubEnv("OPENAI_PROJECT_ID", "proj-canary");
  vi.stubEnv("OPENAI_ADMIN_KEY", "sk-admin-canary");
  const heard: IncomingHttpHeaders[] = [];
  const { url } = await startPeer((request, response) => {
    heard.push(request.headers);
    response.writeHead(418).end();
  });
  const { ask } = await startEngine({ baseUrl: `${url}/v1`, history: "local" });
  expect(await failureOf(ask())).toMatchObject({ name: "Never", code: "openai_418" });
  const [headers = {}] = heard;
  expect(headers.authorization).toBe(`Bearer ${API_KEY}`);
  expect(headers["user-agent"]).toMatch(/^OpenAI\/JS /);
  expect(JSON.stringify(headers).replace(API_KEY, "")).not.toContain("canary");
});

test("when opening a conversation took all the time there was, the question is not asked", async () => {
  const clock = createTestClock();
  const { standIn, ask } = await startEngine({ totalMs: 10_000 }, { clock });
  standIn.faults.next("conversations", { kind: "delay", delayMs: 200 });
  const answer = failureOf(ask());
  await expect.poll(() => standIn.calls.conversations).toBe(1);
  await clock.advance(10_000);
  expect(await answer).toMatchObject({ name: "Never", code: "too_slow" });
  expect(standIn.calls.responses).toBe(0);
});

test("one question after the other goes over the same connection", async () => {
  const terminal = { type: "response.completed", response: {} };
  const { url, server } = await startPeer((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(`data: ${JSON.stringify(terminal)}\n\n`);
  });
  let connections = 0;
  server.on("connection", () => (connections += 1));
  const { ask } = await startEngine({ baseUrl: `${url}/v1`, history: "local" });
  for (let n = 0; n < 10; n += 1) await ask();
  // The end of a stream may come after the next question has begun.
  expect(connections).toBeLessThanOrEqual(3);
});

test("a compressed answer is not read, and asked for again later", async () => {
  const { url } = await startPeer((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream", "content-encoding": "gzip" });
    response.end("x");
  });
  const { ask } = await startEngine({ baseUrl: `${url}/v1`, history: "local" });
  expect(await failureOf(ask())).toMatchObject({ name: "RetryLater", code: "openai_encoded" });
});

test("events that are no JSON are a broken answer", async () => {
  const { url } = await startPeer((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(
      'data: {"type":"response.output_text.delta","delta":"Hello canary"}\n\ndata: {x\n\n',
    );
  });
  const { ask, logged } = await startEngine({ baseUrl: `${url}/v1`, history: "local" });
  expect(await ask()).toMatchObject({ text: "Hello canary", cutOff: true });
  expect(logged()).not.toContain("canary");
});
