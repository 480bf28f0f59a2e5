import { describe, expect, it } from "vitest";
import { createBoard } from "../../src/demo/phone/board.ts";
import type { PageEvent } from "../../src/demo/phone/page-event.ts";
import { createStory } from "../../src/demo/phone/story.ts";
import { happeningsOf } from "../../src/demo/phone/twilio-provider.ts";
import type { TwilioEvent } from "../../src/demo/twilio/events.ts";
import { ANA } from "../kit/a-message.ts";
import type { TwilioMessage } from "../../src/demo/twilio/message.ts";

const at = Date.UTC(2026, 10, 20, 12);

describe("the story of a message", () => {
  it("goes from the phone to the database and back", () => {
    const { story, card, bubbles } = aStory();
    story.twilio({ kind: "inbound", address: ANA, message: aMessage("SM1", "How many orders?") });
    story.twilio({ kind: "webhook", address: ANA, sid: "SM1", status: 200, tookMs: 4 });
    story.log(aLine("message received", { providerId: "SM1", messageId: 7, kind: "text" }));
    story.log(aLine("turn begun", { turnId: 3, messageIds: [7], attempt: 1 }));
    story.log(aLine("answer stored", { turnId: 3, engineMs: 900, parts: 1, cutOff: false }));
    const reply = aMessage("SM2", "*42* orders", { direction: "outbound-api" });
    story.twilio({ kind: "created", address: ANA, message: reply });
    story.log(aLine("part sent", { partId: 9, turnId: 3, providerId: "SM2", sendMs: 12 }));
    for (const status of ["sent", "delivered", "read"] as const)
      story.twilio({ kind: "status", address: ANA, sid: "SM2", status });
    expect(card("SM1")?.state).toBe("done");
    expect(new Set(titles(card("SM1")))).toEqual(
      new Set([
        "Received and stored",
        "Its turn to be answered",
        "AskYourDatabase answered",
        "Reply handed to Twilio",
        "On its way to the phone ✓",
        "Delivered ✓✓",
        "Read ✓✓",
      ]),
    );
    expect(card("SM1")?.steps.find(({ sql }) => sql)?.sql).toBe("SQL for How many orders?");
    expect(bubbles()).toMatchObject([
      { sid: "SM1", mine: true, ticks: "delivered" },
      { sid: "SM2", mine: false, text: "*42* orders" },
    ]);
  });

  it("tells messages that were answered together on the card of the last one", () => {
    const { story, card } = aStory();
    for (const [messageId, sid] of [
      ["1", "SM1"],
      ["2", "SM2"],
    ] as const) {
      story.twilio({ kind: "inbound", address: ANA, message: aMessage(sid, "and") });
      story.log(aLine("message received", { providerId: sid, messageId, kind: "text" }));
    }
    story.log(aLine("turn begun", { turnId: 3, messageIds: ["1", "2"], attempt: 1 }));
    expect(titles(card("SM1"))).toEqual(["Answered together with the next message"]);
    expect(card("SM2")?.steps).toMatchObject([{ detail: "2 messages together, as one question" }]);
  });

  it("tells that an answer broke off, that a request is tried again, and that a repeat is nothing", () => {
    const { story, card } = aStory();
    beginTurn({ story });
    story.log(aLine("turn postponed", { turnId: 3, attempt: 1, code: "ayd_503", inMs: 1000 }));
    story.log(aLine("turn begun", { turnId: 3, messageIds: [7], attempt: 2 }));
    story.log(aLine("answer stored", { turnId: 3, cutOff: true }));
    story.log(aLine("message repeated", { providerId: "SM1" }));
    expect(titles(card("SM1")).slice(1)).toEqual([
      "AskYourDatabase did not answer",
      "Tried again (attempt 2)",
      "The answer of AskYourDatabase broke off",
      "Delivered a second time",
    ]);
  });

  it("tells how a reply that may be lost was found", () => {
    const { story, card } = aStory();
    beginTurn({ story });
    story.log(aLine("part unknown", { partId: 9, turnId: 3, code: "idle_timeout" }));
    story.log(aLine("part looked up", { partId: 9, turnId: 3, outcome: "unknown" }));
    story.log(aLine("part looked up", { partId: 9, turnId: 3, outcome: "sent" }));
    story.log(aLine("part status", { partId: 9, status: "read" }));
    expect(titles(card("SM1")).slice(1)).toEqual([
      "No word from Twilio: sent or not?",
      "Found: Twilio has it",
    ]);
  });

  it("tells what becomes of a reply on the card of what it answers, also when answers come at once", () => {
    const { story, card } = aStory();
    beginTurn({ story });
    story.twilio({ kind: "inbound", address: ANA, message: aMessage("SM2", "And last month?") });
    story.log(aLine("message received", { providerId: "SM2", messageId: 8, kind: "text" }));
    const reply = aMessage("SM3", "41", { direction: "outbound-api" });
    story.twilio({ kind: "created", address: ANA, message: reply });
    story.log(aLine("turn begun", { turnId: 4, messageIds: [8], attempt: 1 }));
    story.log(aLine("part sent", { partId: 9, turnId: 4, providerId: "SM3", sendMs: 12 }));
    story.twilio({ kind: "status", address: ANA, sid: "SM3", status: "delivered" });
    expect(card("SM2")?.state).toBe("done");
    expect(card("SM1")?.state).toBe("working");
  });

  it("knows a message by the end of its id, when the log keeps no more of it", () => {
    const { story, card } = aStory();
    const message = aMessage("wamid.NUMBERabc", "How many orders?");
    story.twilio({ kind: "inbound", address: ANA, message });
    const providerId = "wamid.…abc";
    story.log(aLine("message received", { providerId, messageId: 7, kind: "text" }));
    story.log(aLine("turn begun", { turnId: 3, messageIds: [7], attempt: 1 }));
    expect(titles(card("wamid.NUMBERabc"))).toEqual(["Its turn to be answered"]);
  });

  it("says when the server cannot be reached, and when WhatsApp gives up", () => {
    const { story, card, bubbles } = aStory();
    beginTurn({ story });
    story.twilio({ kind: "webhook", address: ANA, sid: "SM1", status: 0, tookMs: 1 });
    expect(bubbles()).toMatchObject([{ ticks: "failed" }]);
    const reply = aMessage("SM2", "42", { direction: "outbound-api" });
    story.twilio({ kind: "created", address: ANA, message: reply });
    story.twilio({ kind: "status", address: ANA, sid: "SM2", status: "failed", errorCode: 63016 });
    expect(card("SM1")).toMatchObject({ state: "trouble" });
    expect(titles(card("SM1"))).toContain("WhatsApp gave up on the reply (63016)");
    expect(bubbles()).toHaveLength(1);
  });

  it("ignores lines that are about something else", () => {
    const { story, shown } = aStory();
    for (const line of [
      "",
      "not JSON",
      "{broken",
      aLine("ready", { port: 1 }),
      '{"msg":"turn begun"}',
    ])
      story.log(line);
    expect(shown).toEqual([]);
  });
});

describe("a page that is opened later", () => {
  it("sees everything that happened before", () => {
    const { story, board } = aStory();
    beginTurn({ story });
    board.note("Something", "plain");
    const seen: PageEvent[] = [];
    const stop = board.watch((event) => seen.push(event));
    expect(seen.map(({ kind }) => kind)).toEqual(["hello", "message", "card", "note"]);
    stop();
    board.note("More", "plain");
    expect(seen).toHaveLength(4);
  });
});

function aStory() {
  const hello = { business: "Shop", provider: "Twilio", played: "All", contacts: [] };
  const board = createBoard({ ...hello, suggestions: [], mishaps: [] });
  const { log, happening } = createStory({
    board,
    provider: { name: "Twilio", whenUnsure: "Looking it up" },
    answerer: {
      name: "AskYourDatabase",
      asks: "AskYourDatabase",
      sqlFor: (question) => `SQL for ${question}`,
    },
  });
  const story = {
    log,
    twilio: (event: TwilioEvent) => {
      for (const one of happeningsOf(event)) happening(one);
    },
  };
  const shown: PageEvent[] = [];
  board.watch((event) => event.kind !== "hello" && shown.push(event));
  const cards = () => shown.flatMap((event) => (event.kind === "card" ? [event.card] : []));
  const bubbles = () => {
    const messages = shown.flatMap((event) => (event.kind === "message" ? [event.message] : []));
    return [...new Map(messages.map((message) => [message.sid, message])).values()];
  };
  return {
    board,
    story,
    shown,
    bubbles,
    card: (sid: string) => cards().findLast((card) => card.sid === sid),
  };
}

function beginTurn({ story }: Pick<ReturnType<typeof aStory>, "story">): void {
  story.twilio({ kind: "inbound", address: ANA, message: aMessage("SM1", "How many orders?") });
  story.log(aLine("message received", { providerId: "SM1", messageId: 7, kind: "text" }));
  story.log(aLine("turn begun", { turnId: 3, messageIds: [7], attempt: 1 }));
}

function titles(card: { steps: { title: string }[] } | undefined): string[] {
  return (card?.steps ?? []).map(({ title }) => title);
}

function aLine(msg: string, fields: object): string {
  return JSON.stringify({ level: 30, time: new Date(at).toISOString(), ...fields, msg });
}

function aMessage(sid: string, body: string, changes: Partial<TwilioMessage> = {}): TwilioMessage {
  return {
    sid,
    direction: "inbound",
    from: `whatsapp:${ANA}`,
    to: "whatsapp:+14155238886",
    body,
    mediaUrls: [],
    status: "received",
    createdAt: at,
    updatedAt: at,
    listedAt: at,
    ...changes,
  };
}
