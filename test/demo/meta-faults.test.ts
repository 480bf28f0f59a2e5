import { describe, expect, it } from "vitest";
import {
  aMetaStandInWithServer,
  askGraph,
  aText,
  create,
  MESSAGES,
  SHEENA,
  USER_ID,
  valueIn,
} from "./meta-stand-in.ts";

describe("a fault", () => {
  it("spoils one request, in the order they were asked for, and then no more", async () => {
    const { standIn } = await withAnOpenWindow();
    standIn.faults.next("create", { kind: "status", status: 503, headers: { "Retry-After": "7" } });
    standIn.faults.next("create", { kind: "html" });
    standIn.faults.next("create", { kind: "error", code: 131056 }, 2);
    standIn.faults.next("create", { kind: "error", code: 190 });
    const unavailable = await create(standIn);
    expect(unavailable.status).toBe(503);
    expect(unavailable.headers.get("retry-after")).toBe("7");
    const html = await create(standIn);
    expect(html).toMatchObject({ status: 502, text: expect.stringContaining("<html>") });
    for (const limited of [await create(standIn), await create(standIn)]) {
      expect(limited.status).toBe(400);
      expect(limited.json().error).toMatchObject({
        code: 131056,
        message: "(#131056) Pair rate limit hit",
      });
    }
    expect((await create(standIn)).status).toBe(401);
    expect(standIn.messagesTo(SHEENA)).toEqual([]);
    expect((await create(standIn)).status).toBe(200);
  });

  it("meets the read mark, the lookup or the download alone, and leaves the others be", async () => {
    const { standIn, server, id } = await withAnOpenWindow();
    await standIn.contact(SHEENA).sends({ kind: "image" });
    const { image } = valueIn(server.heard[1]?.raw ?? "").messages[0];
    const json = { messaging_product: "whatsapp", status: "read", message_id: id };
    const asked = {
      typing: () => askGraph(standIn, MESSAGES, { json }),
      media: () => askGraph(standIn, `/v25.0/${image.id}`),
      download: () => askGraph(standIn, image.url),
    };
    for (const endpoint of ["typing", "media", "download"] as const) {
      standIn.faults.next(endpoint, { kind: "status", status: 500 });
      expect((await create(standIn)).status).toBe(200);
      expect((await asked[endpoint]()).status).toBe(500);
      expect((await asked[endpoint]()).status).toBe(200);
    }
  });

  it("breaks the connection before anything was created", async () => {
    const { standIn } = await withAnOpenWindow();
    standIn.faults.next("create", { kind: "reset" });
    await expect(create(standIn)).rejects.toThrow();
    expect(standIn.messagesTo(SHEENA)).toEqual([]);
  });

  it("breaks the connection after the message was created, which statuses tell", async () => {
    const { standIn, server } = await withAnOpenWindow();
    standIn.faults.next("create", { kind: "created_then_reset" });
    await expect(create(standIn, { biz_opaque_callback_data: "7" })).rejects.toThrow();
    expect(standIn.messagesTo(SHEENA)).toHaveLength(1);
    const heard = await server.heardCount(4);
    const { statuses } = valueIn(heard[1]?.raw ?? "");
    expect(statuses).toMatchObject([{ status: "sent", biz_opaque_callback_data: "7" }]);
  });

  it("says 500 after the message was created", async () => {
    const { standIn } = await withAnOpenWindow();
    standIn.faults.next("create", { kind: "created_then_500" });
    const created = await create(standIn);
    expect(created.status).toBe(500);
    expect(created.json().error.code).toBe(131000);
    expect(standIn.messagesTo(SHEENA)).toHaveLength(1);
  });

  it.each([
    ["hang", 0],
    ["created_then_hang", 1],
  ] as const)("says nothing at all (%s)", async (kind, created) => {
    const { standIn } = await withAnOpenWindow();
    standIn.faults.next("create", { kind });
    const signal = AbortSignal.timeout(200);
    const asked = askGraph(standIn, MESSAGES, { json: aText(), signal });
    await expect(asked).rejects.toThrow(/aborted|timeout/);
    expect(standIn.messagesTo(SHEENA)).toHaveLength(created);
  });

  it("ends with the stand-in, whoever still waits", async () => {
    const { standIn } = await withAnOpenWindow();
    standIn.faults.next("create", { kind: "hang" });
    const taken = new Promise<void>((resolve) => {
      standIn.onEvent((event) => void (event.kind === "fault" && resolve()));
    });
    const asked = create(standIn);
    await taken;
    await Promise.all([expect(asked).rejects.toThrow(), standIn.close()]);
  });

  it("is slow, and works", async () => {
    const { standIn } = await withAnOpenWindow();
    standIn.faults.next("create", { kind: "slow", delayMs: 50 });
    const startedAt = performance.now();
    expect((await create(standIn)).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(49);
  });

  it.each([
    [190, 401],
    [10, 403],
    [130429, 400],
    [131000, 500],
    [132001, 404],
    [133004, 503],
  ])("says the error %i with its HTTP status %i", async (code, status) => {
    const { standIn } = await withAnOpenWindow();
    standIn.faults.next("create", { kind: "error", code });
    const refused = await create(standIn);
    expect(refused.status).toBe(status);
    expect(refused.json().error.code).toBe(code);
  });

  it("gives up on an accepted message", async () => {
    const { standIn, server } = await withAnOpenWindow();
    standIn.contact(SHEENA, { userId: USER_ID });
    standIn.faults.next("create", { kind: "status_failed", errorCode: 131026 });
    await create(standIn);
    const heard = await server.heardCount(2);
    const value = valueIn(heard[1]?.raw ?? "");
    expect(value).not.toHaveProperty("contacts");
    expect(value.statuses).toMatchObject([
      { status: "failed", errors: [{ code: 131026, title: "Message undeliverable" }] },
    ]);
    expect(standIn.messagesTo(SHEENA)).toMatchObject([{ status: "failed", errorCode: 131026 }]);
  });

  it("tells every status before the request is answered", async () => {
    const { standIn, server } = await withAnOpenWindow();
    standIn.faults.next("create", { kind: "callback_before_answer" });
    await create(standIn);
    expect(server.heard).toHaveLength(4);
  });
});

describe("waiting for messages", () => {
  it("resolves when enough have come", async () => {
    const { standIn } = await withAnOpenWindow();
    await standIn.contact("+16505550000").says("hi");
    const waiting = standIn.waitForMessages(SHEENA, 2);
    await create(standIn, { text: { body: "one" } });
    await create(standIn, { to: "+16505550000" });
    await create(standIn, { text: { body: "two" } });
    expect(await waiting).toMatchObject([{ body: "one" }, { body: "two" }]);
  });

  it("says what has come when it takes too long", async () => {
    const { standIn } = await withAnOpenWindow();
    await create(standIn, { text: { body: "one" } });
    await expect(standIn.waitForMessages(SHEENA, 2, 20)).rejects.toThrow(
      '1 of 2 messages came to +16505551234 within 20 ms: ["one"]',
    );
  });
});

async function withAnOpenWindow() {
  const world = await aMetaStandInWithServer();
  const { id } = await world.standIn.contact(SHEENA).says("How many orders?");
  return { ...world, id };
}
