import { describe, expect, test } from "vitest";
import type { Content } from "../../src/nouns.ts";
import { texts } from "../../src/texts.ts";
import { commandOf } from "../../src/turn/commands.ts";
import { decide } from "../../src/turn/decide.ts";
import { ANA, BEN } from "../kit/a-message.ts";
import { aBegunTurn } from "../kit/a-turn.ts";

const text = (text: string): Content => ({ kind: "text", text });
const image = {
  kind: "media" as const,
  text: "what is this?",
  items: [{ url: "https://a.example/1", contentType: "image/jpeg" }],
} satisfies Content;
const location: Content = { kind: "location", latitude: 1, longitude: 2 };
const unsupported = (reason: string) => ({
  kind: "ignore",
  reason: `unsupported: ${reason}`,
  text: texts.unsupported,
});

describe("what is done with a turn", () => {
  test.each<[string, Content[], object]>([
    ["a question is asked", [text("How many?")], { kind: "ask", text: "How many?" }],
    [
      "several messages are one question, a line each",
      [text(" Hi "), text("how many?")],
      { kind: "ask", text: "Hi\nhow many?" },
    ],
    [
      "a pressed button is asked by its label",
      [{ kind: "button", text: "Top products", payload: "top:5" }],
      { kind: "ask", text: "Top products" },
    ],
    ["what can be read of it is asked", [location, text("here")], { kind: "ask", text: "here" }],
    ["MORE is a command", [text("More!")], { kind: "command", command: "more" }],
    ["a picture cannot be read yet", [image], unsupported("media")],
    ["a place cannot be read", [location], unsupported("location")],
    ["a card cannot be read", [{ kind: "contacts", items: [] }], unsupported("contacts")],
    ["a sticker is named", [{ kind: "unsupported", type: "sticker" }], unsupported("sticker")],
    ["nothing but blanks is nothing", [text(" \n ")], unsupported("text")],
  ])("%s", (_name, contents, expected) => {
    expect(decide(aBegunTurn(contents))).toEqual(expected);
  });

  test.each([
    ["the eighth try is made", { attempt: 8 }, "ask"],
    ["a ninth is not", { attempt: 9 }, "give_up"],
    ["the process died of it twice: once more", { deaths: 2 }, "ask"],
    ["the process died of it three times", { deaths: 3 }, "give_up"],
    ["a line that is not ours is not answered", { lineEnabled: false }, "ignore"],
  ])("%s", (_name, changes, kind) => {
    expect(decide(aBegunTurn(undefined, changes)).kind).toBe(kind);
  });

  test("on a line that is not ours nobody is told anything", () => {
    const decision = decide(aBegunTurn(undefined, { lineEnabled: false }), [BEN]);
    expect(decision).toEqual({ kind: "ignore", reason: "unknown_line" });
  });

  test("only contacts on the list may ask, when there is one", () => {
    expect(decide(aBegunTurn(), [ANA]).kind).toBe("ask");
    expect(decide(aBegunTurn(), [BEN])).toEqual({
      kind: "ignore",
      reason: "not_allowed",
      text: texts.notAllowed,
    });
    expect(decide(aBegunTurn([text("MORE")]), []).kind).toBe("ignore");
  });
});

describe("a command", () => {
  test.each(["MORE", "more", " More. ", "more!", "\nmore\n"])("%j is one", (words) => {
    expect(commandOf(text(words))).toBe("more");
  });

  test.each(["more sales", "no more", "moreover", "MORE?!", "", "m ore"])("%j is none", (words) => {
    expect(commandOf(text(words))).toBeUndefined();
  });

  test("is written, not pressed or sent with a picture", () => {
    expect(commandOf({ kind: "button", text: "more", payload: "more" })).toBeUndefined();
    expect(commandOf({ ...image, text: "more" })).toBeUndefined();
  });
});
