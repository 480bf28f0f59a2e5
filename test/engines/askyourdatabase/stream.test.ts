import { describe, expect, test } from "vitest";
import type { StreamFault } from "../../../src/demo/askyourdatabase/faults.ts";
import { failureOf } from "../../contracts/engine/failure-of.ts";
import { Interrupted } from "../../../src/errors.ts";
import { startEngine } from "./start-engine.ts";

const text = (content: string) => ({ isText: true, content });
const ZOE = [text("**Zoë** has "), text("3 orders 🧾"), text("\n\n| a | b |\n")];
const ZOE_TEXT = "**Zoë** has 3 orders 🧾\n\n| a | b |";

describe("the text of an answer is complete", () => {
  const peculiarities: Omit<StreamFault, "kind">[] = [
    { chunkBytes: 1 },
    { chunkBytes: 7 },
    { lineEnd: "\r\n" },
    { lineEnd: "\r\n", chunkBytes: 1 },
    { lineEnd: "\r", chunkBytes: 3 },
    { blankLines: "not_last" },
    { blankLines: "not_last", lineEnd: "\r\n" },
    { blankLines: "none" },
    { blankLines: "none", lineEnd: "\r", chunkBytes: 2 },
    { byteOrderMark: true, chunkBytes: 1 },
    { comments: true },
    { doneMarker: true },
    { unknownFlags: true },
  ];
  test.each(peculiarities)("when the stream has %j", async (peculiarity) => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", { kind: "stream", events: ZOE, ...peculiarity });
    expect(await ask()).toEqual({ text: ZOE_TEXT, pictures: [], sources: [], cutOff: false });
  });

  test("and what made no sense is counted in the log, without its words", async () => {
    const { standIn, logged, ask } = await startEngine();
    const fault = { kind: "stream", unknownFlags: true, doneMarker: true } as const;
    standIn.faults.next("ask", { ...fault, events: ZOE });
    await ask();
    expect(logged()).toContain('"ignored":3');
    expect(logged()).not.toContain("Zoë");
  });
});

describe("an answer", () => {
  test("has its pictures, with whole addresses that can be fetched", async () => {
    const { standIn, ask } = await startEngine();
    const urls = [
      "/charts/a.png",
      "https://cdn.example/b.png",
      "https://192.168.0.7/c.png",
      "data:image/png;base64,x",
      "http://",
    ];
    const events = [
      text("See:"),
      ...urls.map((url) => ({ isImage: true, url })),
      { isImage: true },
    ];
    standIn.faults.next("ask", { kind: "stream", events });
    expect((await ask()).pictures).toEqual([
      { url: `${standIn.url}/charts/a.png`, alt: "Chart" },
      { url: "https://cdn.example/b.png", alt: "Chart" },
    ]);
  });

  test("has each picture once, and ten at most: each is a message that somebody pays for", async () => {
    const { standIn, ask } = await startEngine();
    const picture = (index: number) => ({ isImage: true, url: `/charts/${index % 30}.png` });
    const events = Array.from({ length: 1_000 }, (_, index) => picture(index));
    standIn.faults.next("ask", { kind: "stream", events: [picture(0), picture(0), ...events] });
    const { pictures } = await ask();
    expect(new Set(pictures.map(({ url }) => url)).size).toBe(10);
    expect(pictures).toHaveLength(10);
  });

  test("may be a picture alone", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", { kind: "stream", events: [{ isImage: true, url: "/a.png" }] });
    expect(await ask()).toMatchObject({ text: "", pictures: [{ alt: "Chart" }], cutOff: false });
  });

  test("keeps the SQL it rests on for operators, and leaves status events out", async () => {
    const { standIn, logged, ask } = await startEngine();
    const status = { isExecutionStatus: true, functionName: "executeSQL", status: "completed" };
    const sql = { id: "executeSQL_1", isSQL: true, sql: "select 1", result: { msg: "no rows" } };
    standIn.faults.next("ask", { kind: "stream", events: [status, sql, text("None.")] });
    expect(await ask()).toEqual({
      text: "None.",
      pictures: [],
      sources: [{ kind: "sql", text: "select 1" }],
      cutOff: false,
    });
    expect(logged()).not.toContain("ignored");
  });

  test("may be empty", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", { kind: "stream", events: [] });
    standIn.faults.next("ask", { kind: "stream", events: [text(" \n"), { isText: true }] });
    expect(await ask()).toMatchObject({ text: "", cutOff: false });
    expect(await ask()).toMatchObject({ text: "", cutOff: false });
  });

  test("may be slow, as long as it does not fall silent", async () => {
    const { standIn, ask } = await startEngine({ idleMs: 2_000 });
    standIn.faults.next("ask", { kind: "delay", delayMs: 200 });
    expect((await ask()).text).toContain("40 customers");
  });

  test("of many thousand characters arrives whole", async () => {
    const { ask } = await startEngine();
    const answer = await ask({ text: "List all orders" });
    expect(answer.text).toMatch(/^# All 300 orders/);
    expect(answer.text.split("\n- **#")).toHaveLength(301);
    expect(answer.cutOff).toBe(false);
  });
});

describe("an answer that broke off", () => {
  test.each(["reset", "stall"] as const)("by a %s after some text is marked", async (how) => {
    const { standIn, ask } = await startEngine({ idleMs: 300 });
    standIn.faults.next("ask", { kind: "stream", events: ZOE, stop: { with: how, after: 60 } });
    expect(await ask()).toMatchObject({ text: "**Zoë** has", cutOff: true });
    expect(standIn.calls.ask).toBe(1);
  });

  test("in the whole time allowed is marked; one that we gave up ourselves is no answer", async () => {
    const { standIn, ask } = await startEngine({ totalMs: 400 });
    standIn.faults.always("ask", { kind: "stream", events: ZOE, stop: { with: "stall" } });
    expect(await ask()).toMatchObject({ text: ZOE_TEXT, cutOff: true });
    const signal = AbortSignal.timeout(200);
    await expect(ask({ signal })).rejects.toBeInstanceOf(Interrupted);
  });

  test("after a picture is marked", async () => {
    const { standIn, ask } = await startEngine();
    const events = [{ isImage: true, url: "/a.png" }];
    standIn.faults.next("ask", { kind: "stream", events, stop: { with: "reset" } });
    expect(await ask()).toMatchObject({ text: "", pictures: [{ alt: "Chart" }], cutOff: true });
  });

  test("without blank lines keeps every whole line", async () => {
    const { standIn, ask } = await startEngine();
    const stop = { with: "reset", after: 110 } as const;
    standIn.faults.next("ask", { kind: "stream", events: ZOE, blankLines: "none", stop });
    expect(await ask()).toMatchObject({ text: "**Zoë** has 3 orders 🧾", cutOff: true });
  });

  test("with an error after some text is marked", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", { kind: "stream", events: [text("So far"), { error: "died" }] });
    expect(await ask()).toMatchObject({ text: "So far", cutOff: true });
  });

  test.each([{ error: "died" }, { error: { code: 3 } }, { isError: true, content: "died" }])(
    "with %j and no text is never asked again",
    async (event) => {
      const { standIn, ask } = await startEngine();
      standIn.faults.next("ask", { kind: "stream", events: [event] });
      expect(await failureOf(ask())).toMatchObject({ name: "Never", code: "ayd_error" });
    },
  );

  test("is not marked when the engine found another way after an error", async () => {
    const { standIn, ask } = await startEngine();
    standIn.faults.next("ask", { kind: "stream", events: [{ error: "died" }, text("Three.")] });
    expect(await ask()).toMatchObject({ text: "Three.", cutOff: false });
  });

  test("because it is a little too long is marked, and ends with a whole character", async () => {
    const { standIn, ask } = await startEngine({ maxAnswerBytes: 5 });
    standIn.faults.next("ask", { kind: "stream", events: [text("Zo"), text("🧾"), text("ë")] });
    expect(await ask()).toMatchObject({ text: "Zo", cutOff: true });
  });

  test("because it is too long is marked, and the rest is not read", async () => {
    const { standIn, ask } = await startEngine({ maxAnswerBytes: 1001 });
    const events = Array.from({ length: 50_000 }, () => text("ééééé"));
    standIn.faults.next("ask", { kind: "stream", events, chunkBytes: 4096 });
    const answer = await ask();
    expect(answer).toMatchObject({ text: "é".repeat(500), cutOff: true });
    await expect.poll(() => standIn.asked[0]?.endedAt).toBeTypeOf("number");
  });

  test("because events without end came is marked", async () => {
    const { standIn, ask } = await startEngine({ maxAnswerBytes: 1_000 });
    const noise = Array.from({ length: 20 }, () => ({ isSQL: true, sql: "x".repeat(100_000) }));
    const fault = { kind: "stream", chunkBytes: 65_536 } as const;
    standIn.faults.next("ask", { ...fault, events: [text("Well"), ...noise] });
    expect(await ask()).toMatchObject({ text: "Well", cutOff: true });
  });
});
