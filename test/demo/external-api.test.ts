import { Webhook } from "standardwebhooks";
import { describe, expect, onTestFinished, test } from "vitest";
import { startExternalApi, type ExternalApi } from "../../src/demo/external-api/external-api.ts";

const SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

describe("the stand-in for an external API", () => {
  test("takes signed answers in, and says something friendly", async () => {
    const api = await anApi();
    const response = await send(api, answers({ name: "Ana", rating: 5 }));
    expect(response).toMatchObject({
      status: 200,
      body: {
        continue_conversation: false,
        message: "Thank you, Ana!",
        final_message: "We have noted 2 answers. See you soon!",
      },
    });
    expect(api.received).toMatchObject([
      { id: "msg_1", submission: { user_phone: "+15555550101" }, reply: response.body },
    ]);
  });

  test("asks once why it was rated low", async () => {
    const api = await anApi();
    const { body } = await send(api, answers({ name: "Ana", rating: 2 }));
    expect(body).toMatchObject({
      continue_conversation: true,
      additional_questions: [{ id: "why", kind: "text" }],
    });
    const second = await send(api, answers({ rating: 2, why: "Queues." }), { id: "msg_2" });
    expect(second.body).toMatchObject({ continue_conversation: false });
  });

  test.each([
    ["another secret", { secret: "whsec_YW5vdGhlciBzZWNyZXQgb2YgdGhpcnR5LXR3byBieXRlcw==" }],
    ["a time that is ten minutes ago", { at: Date.now() - 600_000 }],
    ["a time that is ten minutes ahead", { at: Date.now() + 600_000 }],
    ["a changed body", { sent: JSON.stringify(answers({ name: "Eve" })) }],
    ["no headers", { headers: {} }],
  ])("refuses %s", async (_name, changes) => {
    const api = await anApi();
    expect((await send(api, answers({ name: "Ana" }), changes)).status).toBe(401);
    expect(api.received).toEqual([]);
    expect(api.calls).toEqual({ all: 1, repeated: 0, unsigned: 1 });
  });

  test("refuses what is signed, but no answers", async () => {
    const api = await anApi();
    expect((await send(api, { hello: 1 })).status).toBe(400);
    expect(api.received).toEqual([]);
  });

  test("says the same to the same answers, and takes them in once", async () => {
    const api = await anApi();
    api.next({ message: "First." });
    api.next({ message: "Second." });
    const first = await send(api, answers({ name: "Ana" }));
    const again = await send(api, answers({ name: "Ana" }));
    expect(again.body).toEqual(first.body);
    expect(api.received).toHaveLength(1);
    expect(api.calls).toMatchObject({ all: 2, repeated: 1 });
    expect((await send(api, answers({}), { id: "msg_2" })).body).toEqual({ message: "Second." });
  });

  test("refuses other answers under the same id", async () => {
    const api = await anApi();
    await send(api, answers({ name: "Ana" }));
    expect((await send(api, answers({ name: "Eve" }))).status).toBe(409);
    expect(api.received).toHaveLength(1);
  });

  test("says what it is told to, every time", async () => {
    const api = await anApi();
    api.always(({ user_phone }) => ({ message: `Hello ${user_phone}` }));
    expect((await send(api, answers({}))).body).toEqual({ message: "Hello +15555550101" });
    api.always({ message: "Hm." });
    expect((await send(api, answers({}), { id: "msg_2" })).body).toEqual({ message: "Hm." });
  });

  test("fails as it is told to, then works again", async () => {
    const api = await anApi();
    api.faults.next("submit", { kind: "status", status: 429, headers: { "retry-after": "7" } });
    api.faults.next("submit", { kind: "html" });
    api.faults.next("submit", { kind: "bad_json" });
    api.faults.next("submit", { kind: "reset" });
    expect(await send(api, answers({}))).toMatchObject({ status: 429, retryAfter: "7" });
    expect((await send(api, answers({}))).body).toContain("<!doctype html>");
    expect((await send(api, answers({}))).body).toBe('{"message":"Than');
    await expect(send(api, answers({}))).rejects.toThrow("fetch failed");
    expect(api.received).toEqual([]);
    api.faults.next("submit", { kind: "lost_response" });
    await expect(send(api, answers({}))).rejects.toThrow("fetch failed");
    expect(api.received).toHaveLength(1);
    api.faults.next("submit", { kind: "delay", delayMs: 20 });
    expect((await send(api, answers({}))).status).toBe(200);
    expect(api.calls).toMatchObject({ all: 6, repeated: 1 });
  });

  test("can stay silent, and be closed all the same", async () => {
    const api = await startExternalApi({ secret: SECRET });
    api.faults.next("submit", { kind: "hang" });
    const sent = send(api, answers({}));
    const failed = expect(sent).rejects.toThrow("fetch failed");
    await expect.poll(() => api.calls.all).toBe(1);
    await api.close();
    await failed;
  });

  test("takes a secret as it stands as well", async () => {
    const secret = "a secret of the other kind, in words";
    const api = await startExternalApi({ secret });
    onTestFinished(() => api.close());
    const webhook = new Webhook(Buffer.from(secret), { format: "raw" });
    expect((await send(api, answers({}), { webhook })).status).toBe(200);
  });
});

async function anApi(): Promise<ExternalApi> {
  const api = await startExternalApi({ secret: SECRET });
  onTestFinished(() => api.close());
  return api;
}

function answers(values: Record<string, string | number>) {
  const at = "2026-11-21T12:00:00.000Z";
  return {
    user_phone: "+15555550101",
    timestamp: at,
    answers: Object.entries(values).map(([id, value]) => ({
      id,
      kind: "text",
      value,
      answered_at: at,
    })),
  };
}

type Changes = {
  id?: string;
  secret?: string;
  webhook?: Webhook;
  at?: number;
  /** What is sent instead of what was signed. */
  sent?: string;
  headers?: Record<string, string>;
};

async function send(api: ExternalApi, body: object, changes: Changes = {}) {
  const { id = "msg_1", secret = SECRET, webhook = new Webhook(secret), at = Date.now() } = changes;
  const signed = JSON.stringify(body);
  const headers = changes.headers ?? {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1000)),
    "webhook-signature": webhook.sign(id, new Date(at), signed),
  };
  const response = await fetch(api.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: changes.sent ?? signed,
    signal: AbortSignal.timeout(5_000),
  });
  const text = await response.text();
  const retryAfter = response.headers.get("retry-after");
  return { status: response.status, retryAfter, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
