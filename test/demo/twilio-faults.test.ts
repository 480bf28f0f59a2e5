import { describe, expect, it } from "vitest";
import { ANA, aPart, aServer, aStandIn, ask, MESSAGES } from "./stand-in.ts";

const create = (standIn: { url: string }, changes = {}) =>
  ask(standIn, `${MESSAGES}.json`, { form: aPart(changes) });

describe("a fault", () => {
  it("spoils one request, in the order they were asked for, and then no more", async () => {
    const standIn = await aStandIn();
    standIn.faults.next("create", { kind: "status", status: 503, headers: { "Retry-After": "7" } });
    standIn.faults.next("create", { kind: "html" });
    standIn.faults.next("create", { kind: "error", code: 20429 }, 2);
    const unavailable = await create(standIn);
    expect(unavailable.status).toBe(503);
    expect(unavailable.headers.get("retry-after")).toBe("7");
    expect(await create(standIn)).toMatchObject({
      status: 502,
      text: expect.stringContaining("<html>"),
    });
    expect((await create(standIn)).json()).toMatchObject({ code: 20429, status: 429 });
    expect((await create(standIn)).json()).toMatchObject({ code: 20429, status: 429 });
    expect(standIn.messagesTo(ANA)).toEqual([]);
    expect((await create(standIn)).status).toBe(201);
  });

  it("leaves other endpoints alone", async () => {
    const standIn = await aStandIn();
    standIn.faults.next("list", { kind: "status", status: 500 });
    expect((await create(standIn)).status).toBe(201);
    expect((await ask(standIn, `${MESSAGES}.json`)).status).toBe(500);
  });

  it("breaks the connection before anything was created", async () => {
    const standIn = await aStandIn();
    standIn.faults.next("create", { kind: "reset" });
    await expect(create(standIn)).rejects.toThrow();
    expect(standIn.messagesTo(ANA)).toEqual([]);
  });

  it("breaks the connection after the message was created", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    standIn.faults.next("create", { kind: "created_then_reset" });
    await expect(create(standIn, { StatusCallback: server.url })).rejects.toThrow();
    expect(standIn.messagesTo(ANA)).toHaveLength(1);
    expect(await server.heardCount(3)).toHaveLength(3);
  });

  it("says 500 after the message was created", async () => {
    const standIn = await aStandIn();
    standIn.faults.next("create", { kind: "created_then_500" });
    expect((await create(standIn)).json()).toMatchObject({ code: 20500 });
    expect(standIn.messagesTo(ANA)).toHaveLength(1);
  });

  it.each([
    ["hang", 0],
    ["created_then_hang", 1],
  ] as const)("says nothing at all (%s)", async (kind, created) => {
    const standIn = await aStandIn();
    standIn.faults.next("create", { kind });
    const signal = AbortSignal.timeout(200);
    const asked = ask(standIn, `${MESSAGES}.json`, { form: aPart(), signal });
    await expect(asked).rejects.toThrow(/aborted|timeout/);
    expect(standIn.messagesTo(ANA)).toHaveLength(created);
  });

  it("ends with the stand-in, whoever still waits", async () => {
    const standIn = await aStandIn();
    standIn.faults.next("create", { kind: "hang" });
    const asked = create(standIn);
    const taken = new Promise<void>((resolve) => standIn.onEvent(() => resolve()));
    await taken;
    await Promise.all([expect(asked).rejects.toThrow(), standIn.close()]);
  });

  it("is slow, and works", async () => {
    const standIn = await aStandIn();
    standIn.faults.next("create", { kind: "slow", delayMs: 50 });
    const startedAt = performance.now();
    expect((await create(standIn)).status).toBe(201);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(49);
  });

  it.each(["failed", "undelivered"] as const)(
    "gives up on a created message: %s",
    async (status) => {
      const server = await aServer();
      const standIn = await aStandIn();
      standIn.faults.next("create", { kind: "status_failed", errorCode: 63016, status });
      await create(standIn, { StatusCallback: server.url });
      const heard = await server.heardCount(status === "failed" ? 1 : 2);
      const last = Object.fromEntries(heard.at(-1)?.form ?? []);
      expect(last).toMatchObject({ MessageStatus: status, ErrorCode: "63016" });
      expect(standIn.messagesTo(ANA)).toMatchObject([{ status, errorCode: 63016 }]);
    },
  );

  it("calls the status back before the request is answered", async () => {
    const server = await aServer();
    const standIn = await aStandIn();
    standIn.faults.next("create", { kind: "callback_before_answer" });
    await create(standIn, { StatusCallback: server.url });
    expect(server.heard[0]?.form.get("MessageStatus")).toBe("sent");
  });

  it("hides one message from lists for a while", async () => {
    const standIn = await aStandIn();
    standIn.faults.next("create", { kind: "list_lag", lagMs: 60_000 });
    await create(standIn, { Body: "hidden" });
    await create(standIn, { Body: "shown" });
    const { messages } = (await ask(standIn, `${MESSAGES}.json`)).json();
    expect(messages).toMatchObject([{ body: "shown" }]);
  });
});

describe("waiting for messages", () => {
  it("resolves when enough have come", async () => {
    const standIn = await aStandIn();
    const waiting = standIn.waitForMessages(ANA, 2);
    await create(standIn, { Body: "one" });
    await create(standIn, { To: "whatsapp:+15555550102" });
    await create(standIn, { Body: "two" });
    expect(await waiting).toMatchObject([{ body: "one" }, { body: "two" }]);
  });

  it("says what has come when it takes too long", async () => {
    const standIn = await aStandIn();
    await create(standIn, { Body: "one" });
    await expect(standIn.waitForMessages(ANA, 2, 20)).rejects.toThrow(
      '1 of 2 messages came to +15555550101 within 20 ms: ["one"]',
    );
  });
});
