import supertest from "supertest";
import { describe, expect, test } from "vitest";
import type { Delivery, Refusal, Webhook } from "../src/channels/channel.ts";
import { createReadyz, type Phase } from "../src/health.ts";
import { createMetrics } from "../src/metrics/metrics.ts";
import { createServer } from "../src/server.ts";
import { aMessage } from "./kit/a-message.ts";
import { aChannel } from "./kit/a-channel.ts";
import { collectLog } from "./kit/collect-log.ts";
import { createTestClock } from "./kit/test-clock.ts";

const FORM = "application/x-www-form-urlencoded";

describe("a webhook", () => {
  test("is answered when everything is on disk, with exactly what the provider expects", async () => {
    const stored: Delivery[] = [];
    const { call } = aServer({ receive: async (delivery) => void stored.push(delivery) });
    const response = await call("a=1");
    expect(response.status).toBe(200);
    expect(response.headers["content-type"]).toBe("text/xml");
    expect(response.text).toBe("<Response/>");
    expect(stored).toHaveLength(1);
  });

  test("is not answered before that", async () => {
    const received = Promise.withResolvers<void>();
    const stored = Promise.withResolvers<void>();
    const { call } = aServer({
      receive() {
        received.resolve();
        return stored.promise;
      },
    });
    let answered = false;
    const answer = call("a=1").then(({ status }) => {
      answered = true;
      return status;
    });
    await received.promise;
    await aServer({}).agent.get("/healthz");
    expect(answered).toBe(false);
    stored.resolve();
    expect(await answer).toBe(200);
  });

  test("may be answered without a body", async () => {
    const response = await aServer({ webhook: { accepted: { status: 204 } } }).call("a=1");
    expect([response.status, response.text]).toEqual([204, ""]);
    expect(response.headers["content-type"]).toBeUndefined();
  });

  test("sees the body byte for byte, and the URL as it came", async () => {
    const seen: string[] = [];
    const read: Webhook["read"] = ({ body, originalUrl }) => {
      seen.push(body.toString("latin1"), originalUrl);
      return NOTHING;
    };
    const { agent } = aServer({ webhook: { read } });
    await agent.post("/hook?part=7&x=%20").set("Content-Type", FORM).send("a=%C3%A9+b%0A&&");
    expect(seen).toEqual(["a=%C3%A9+b%0A&&", "/hook?part=7&x=%20"]);
  });

  test("that is refused stores nothing, and the log says why", async () => {
    for (const status of [403, 400] as const) {
      const refusal: Refusal = { kind: "refusal", status, reason: "set TWILIO_WEBHOOK_URL" };
      const { call, entries } = aServer({
        webhook: { read: () => refusal },
        receive: () => Promise.reject(new Error("Stored all the same.")),
      });
      const response = await call("a=1");
      expect([response.status, response.body]).toEqual([status, { error: refusal.reason }]);
      expect(entries).toEqual([
        { level: "warn", message: "webhook refused", path: "/hook", reason: refusal.reason },
      ]);
    }
  });

  test("that cannot be stored is to be delivered again", async () => {
    const full = Object.assign(new Error("canary"), { code: "SQLITE_FULL" });
    const { call, entries } = aServer({ receive: () => Promise.reject(full) });
    const response = await call("a=1");
    expect([response.status, response.body]).toEqual([
      503,
      { error: "Not stored. Please deliver it again." },
    ]);
    expect(entries).toMatchObject([{ level: "error", code: "SQLITE_FULL" }]);
    expect(JSON.stringify(entries) + response.text).not.toContain("canary");
  });

  test.each([
    ["another type", 415, { "Content-Type": "application/json" }, "{}"],
    ["a compressed body", 415, { "Content-Type": FORM, "Content-Encoding": "gzip" }, "a=1"],
    ["a body that is too large", 413, { "Content-Type": FORM }, "x".repeat(101)],
  ])("with %s is refused with %s", async (_name, status, headers, body) => {
    const { agent, entries } = aServer({ receive: () => Promise.reject(new Error("Stored.")) });
    const response = await agent.post("/hook").set(headers).serialize(String).send(body);
    expect(response.status).toBe(status);
    expect(response.body).toEqual({ error: expect.stringMatching(/\w+/) });
    expect(entries.filter(({ level }) => level === "error")).toEqual([]);
  });

  test("of the largest size is taken", async () => {
    expect((await aServer({}).call("x".repeat(100))).status).toBe(200);
  });

  test("that breaks us is answered without details", async () => {
    const read = () => {
      throw new Error("canary in the text");
    };
    const { call, entries } = aServer({ webhook: { read } });
    const response = await call("a=1");
    expect([response.status, response.body]).toEqual([
      500,
      { error: "Something went wrong here." },
    ]);
    expect(entries).toMatchObject([{ level: "error", code: "Error", path: "/hook" }]);
    expect(JSON.stringify(entries) + response.text).not.toContain("canary");
  });

  test("carries no header that a provider does not need", async () => {
    const { headers } = await aServer({}).call("a=1");
    for (const name of ["x-powered-by", "etag", "set-cookie", "content-security-policy"])
      expect(headers).not.toHaveProperty(name);
  });
});

describe("everything else", () => {
  test.each([
    ["GET", "/"],
    ["GET", "/hook"],
    ["POST", "/healthz"],
    ["GET", "/.env"],
    ["GET", "/%E0%A4%A"],
    ["DELETE", "/hook"],
  ])("%s %s does not exist, and says so in JSON", async (method, path) => {
    const { agent } = aServer({});
    const response = await { GET: agent.get, POST: agent.post, DELETE: agent.delete }[
      method as "GET"
    ].call(agent, path);
    expect([response.status, response.body]).toEqual([404, { error: "There is nothing here." }]);
    expect(response.headers).not.toHaveProperty("x-powered-by");
  });

  test.each(["/healthz", "/readyz", "/health", "/nothing"])("%s has safe headers", async (path) => {
    const { headers } = await aServer({}).agent.get(path);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'self'"),
      "strict-transport-security": expect.stringContaining("max-age="),
    });
  });
});

describe("health", () => {
  test("alive needs nothing else to work", async () => {
    const { agent } = aServer({ oldestWaiting: () => Promise.reject(new Error("gone")) });
    const response = await agent.get("/healthz");
    expect([response.status, response.body]).toEqual([200, { status: "ok" }]);
  });

  test.each(["/readyz", "/health"])("%s tells how long the oldest message waits", async (path) => {
    const clock = createTestClock();
    const oldestWaiting = async () => clock.now() - 61_400;
    const response = await aServer({ oldestWaiting }).agent.get(path);
    expect(response.body).toEqual({ status: "ready", oldestWaitingSeconds: 61 });
  });

  test.each(["starting", "draining"] as const)("while it is %s it takes no work", async (phase) => {
    const response = await aServer({ phase }).agent.get("/readyz");
    expect([response.status, response.body]).toEqual([
      503,
      { status: "unavailable", reason: phase },
    ]);
  });

  test("without its database it takes no work, and says so without details", async () => {
    const gone = Object.assign(new Error("canary"), { code: "SQLITE_IOERR" });
    const { agent } = aServer({ oldestWaiting: () => Promise.reject(gone) });
    const response = await agent.get("/readyz");
    expect(response.status).toBe(503);
    expect(response.body.reason).toBe("the database does not answer: SQLITE_IOERR");
    expect(response.text).not.toContain("canary");
  });
});

type Options = {
  webhook?: Partial<Webhook>;
  receive?: (delivery: Delivery) => Promise<void>;
  oldestWaiting?: () => Promise<number | undefined>;
  phase?: Phase;
};

const NOTHING: Delivery = { kind: "delivery", messages: [], statuses: [] };

/** A server with one webhook, `POST /hook`, that takes forms of up to 100 bytes. */
function aServer(options: Options) {
  const { receive = async () => {}, oldestWaiting = async () => undefined } = options;
  const webhook: Webhook = {
    method: "post",
    path: "/hook",
    maxBytes: 100,
    contentType: FORM,
    read: () => ({ ...NOTHING, messages: [aMessage()] }),
    accepted: { status: 200, contentType: "text/xml", body: "<Response/>" },
    ...options.webhook,
  };
  const { log, entries } = collectLog();
  const { channels } = aChannel({ webhooks: [webhook] });
  const phase = () => options.phase ?? "ready";
  const readyz = createReadyz({ store: { oldestWaiting }, clock: createTestClock(), phase });
  const agent = supertest(
    createServer({ channels, receive, readyz, metrics: createMetrics(), log }),
  );
  const call = async (body: string) => agent.post("/hook").set("Content-Type", FORM).send(body);
  return { agent, call, entries };
}
