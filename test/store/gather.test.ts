import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gather, type WaitingMessage } from "../../src/store/gather.ts";

const WINDOW_MS = 1_000;

describe("which messages are one question", () => {
  test("no message is none", () => {
    expect(gatherAt(0, [])).toEqual({ kind: "nothing" });
  });

  test("one message waits until its window is over, to the millisecond", () => {
    expect(gatherAt(999, [0])).toEqual({ kind: "wait", until: 1_000 });
    expect(gatherAt(1_000, [0])).toMatchObject({ kind: "turn", messageIds: [1] });
  });

  test("each message opens the window anew", () => {
    expect(gatherAt(1_500, [0, 900])).toEqual({ kind: "wait", until: 1_900 });
    expect(gatherAt(1_900, [0, 900])).toMatchObject({ kind: "turn", messageIds: [1, 2] });
  });

  test("a message after the window is the next question, and nobody waits for more", () => {
    expect(gatherAt(1_001, [0, 1_001])).toMatchObject({ kind: "turn", messageIds: [1] });
    expect(gatherAt(9_000, [0, 1_000, 2_001])).toMatchObject({ kind: "turn", messageIds: [1, 2] });
  });

  test("what was sent long before, and found late, is a question of its own", () => {
    expect(gatherAt(9_000, [5_000, 3_999])).toMatchObject({ kind: "turn", messageIds: [1] });
    expect(gatherAt(9_000, [5_000, 4_000])).toMatchObject({ kind: "turn", messageIds: [1, 2] });
  });

  test("a restart changes nothing: only the times of the messages count", () => {
    const times = [0, 500, 3_000, 3_100];
    expect(gatherAt(3_100, times)).toEqual(gatherAt(900_000, times));
  });

  test("a button that is pressed says all by itself, before other words and after them", () => {
    const [hi, press, thanks] = messages([0, 100, 200]);
    const all = [hi, { ...press, content: '{"kind":"button","text":"Yes","payload":"1"}' }, thanks];
    const pressed = all as WaitingMessage[];
    const given = { now: 100, mergeWindowMs: WINDOW_MS, standsAlone: never };
    expect(gather(pressed, given)).toMatchObject({ messageIds: [1], isCommand: false });
    expect(gather(pressed.slice(1), given)).toMatchObject({ messageIds: [2], isCommand: false });
  });

  test("without a window each message is answered alone, at once", () => {
    const gathered = gather(messages([0, 0]), { now: 0, mergeWindowMs: 0, standsAlone: never });
    expect(gathered).toMatchObject({ kind: "turn", messageIds: [1] });
  });

  test("a command is answered alone and at once, and ends what was before it", () => {
    const standsAlone = (content: unknown) => JSON.stringify(content).includes("MORE");
    const request = { now: 200, mergeWindowMs: WINDOW_MS, standsAlone };
    const [first, more, last] = [message(1, 0, "Hi"), message(2, 100, "MORE"), message(3, 200)];
    expect(gather([first, more, last], request)).toMatchObject({ kind: "turn", messageIds: [1] });
    expect(gather([more, last], request)).toMatchObject({ kind: "turn", messageIds: [2] });
    expect(gather([last], request)).toMatchObject({ kind: "wait" });
  });

  test("somebody who never stops writing is answered after six windows at most", () => {
    const times = Array.from({ length: 12 }, (_, index) => index * 600);
    expect(gatherAt(5_999, times)).toEqual({ kind: "wait", until: 6_000 });
    expect(gatherAt(6_600, times)).toMatchObject({ kind: "turn" });
  });

  test("twenty messages are enough for one question", () => {
    const times = Array.from({ length: 45 }, (_, index) => index);
    expect(gatherAt(45, times)).toMatchObject({ kind: "turn", messageIds: ids(1, 20) });
    expect(gatherAt(45, times.slice(0, 20))).toMatchObject({
      kind: "turn",
      messageIds: ids(1, 20),
    });
    expect(gatherAt(45, times.slice(0, 19))).toMatchObject({ kind: "wait" });
  });
});

test("every message is gathered exactly once, in order, in the end", () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 3 * WINDOW_MS }), { maxLength: 60 });
  fc.assert(
    fc.property(pauses, fc.integer({ min: 0, max: 2 * WINDOW_MS }), (pauseMs, mergeWindowMs) => {
      let at = 0;
      const all = messages(pauseMs.map((pause) => (at += pause)));
      const gathered: number[] = [];
      while (gathered.length < all.length) {
        const request = { now: at + 10 * WINDOW_MS, mergeWindowMs, standsAlone: never };
        const turn = gather(all.slice(gathered.length), request);
        if (turn.kind !== "turn") throw new Error(`All windows are over, and yet: ${turn.kind}.`);
        expect(turn.messageIds.length).toBeGreaterThan(0);
        gathered.push(...turn.messageIds);
      }
      expect(gathered).toEqual(all.map(({ id }) => id));
    }),
  );
});

function gatherAt(now: number, times: number[]) {
  return gather(messages(times), { now, mergeWindowMs: WINDOW_MS, standsAlone: never });
}

function messages(times: number[]): WaitingMessage[] {
  return times.map((createdAt, index) => message(index + 1, createdAt));
}

function message(id: number, createdAt: number, text = "Hi"): WaitingMessage {
  return { id, createdAt, content: JSON.stringify({ kind: "text", text }) };
}

function ids(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

const never = () => false;
