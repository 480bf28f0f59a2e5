import { describe, expect, test } from "vitest";
import type { Answer } from "../../src/nouns.ts";
import type { Channel } from "../../src/channels/channel.ts";
import { createComposeReply, type Reply } from "../../src/replies/compose.ts";
import { en as texts } from "../../src/texts/en.ts";
import { aChannel } from "../kit/a-channel.ts";
import { aBegunTurn } from "../kit/a-turn.ts";
import { inEnglish } from "../kit/in-english.ts";
import { createTestClock } from "../kit/test-clock.ts";

const TO = aBegunTurn();
const LONG = Array.from({ length: 60 }, (_, index) => `Line ${index}.`).join("\n\n");

describe("a reply", () => {
  test("is the answer as WhatsApp shows it", () => {
    expect(compose({ text: "There are **42** customers." })).toEqual({
      parts: [{ kind: "text", text: "There are *42* customers." }],
      remainder: null,
    });
  });

  test("that comes late says so, once", () => {
    const asked = aBegunTurn();
    const late = asked.messages.map((message) => ({ ...message, createdAt: -60_001 }));
    const reply = (messages: typeof late) =>
      composer("truncate")({ ...asked, messages }, anAnswer({ text: "42" }));
    expect(textsOf(reply(late))).toEqual([`${texts.late}\n\n42`]);
    expect(textsOf(reply(asked.messages))).toEqual(["42"]);
  });

  test("has its pictures after its words", () => {
    const { parts } = compose({ text: "Sales:", pictures: [picture(1), picture(2)] });
    expect(parts).toEqual([
      { kind: "text", text: "Sales:" },
      { kind: "picture", url: picture(1).url },
      { kind: "picture", url: picture(2).url },
    ]);
  });

  test("may be pictures alone", () => {
    expect(compose({ pictures: [picture(1)] }).parts).toEqual([
      { kind: "picture", url: picture(1).url },
    ]);
  });

  test("says so when there is nothing to show", () => {
    expect(textsOf(compose({}))).toEqual([texts.emptyAnswer]);
    expect(textsOf(compose({ text: " \n\n " }))).toEqual([texts.emptyAnswer]);
  });

  test("says so when the answer broke off, with or without a readable beginning", () => {
    expect(textsOf(compose({ text: "There are", cutOff: true }))).toEqual([
      `There are\n\n${texts.cutOff}`,
    ]);
    expect(textsOf(compose({ cutOff: true, pictures: [picture(1)] }))[0]).toBe(texts.cutOff);
  });
});

describe("a long reply", () => {
  test("of exactly the longest length is one message", () => {
    expect(compose({ text: "x".repeat(300) })).toMatchObject({ remainder: null });
    expect(compose({ text: "x".repeat(301) }).remainder).not.toBeNull();
  });

  test("is cut to length with a hint, and every MORE brings the next piece, to the last word", () => {
    const composeReply = composer("truncate");
    let reply = composeReply(TO, anAnswer({ text: LONG }));
    const pieces: string[] = [];
    for (let count = 0; reply.remainder !== null && count < 50; count += 1) {
      pieces.push(...textsOf(reply));
      reply = composeReply.rest(TO, reply.remainder);
    }
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(300);
      expect(piece.endsWith(`\n\n${texts.moreHint}`)).toBe(true);
    }
    expect(textsOf(reply).join("")).not.toContain(texts.moreHint);
    const words = [...pieces, ...textsOf(reply)].join("\n").match(/Line \d+\./g);
    expect(words).toEqual(LONG.split("\n\n"));
  });

  test("goes out whole when it is to be split", () => {
    const { parts, remainder } = composer("split")(TO, anAnswer({ text: LONG }));
    expect(remainder).toBeNull();
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part).toMatchObject({ kind: "text" });
    const words = textsOf({ parts, remainder })
      .join("\n")
      .match(/Line \d+\./g);
    expect(words).toEqual(LONG.split("\n\n"));
  });

  test("of more parts than anybody reads at once comes by MORE, also when it is to be split", () => {
    const { parts, remainder } = composer("split")(TO, anAnswer({ text: "word ".repeat(3_000) }));
    expect(parts).toHaveLength(1);
    expect(remainder).not.toBeNull();
  });

  test("to an account that is no longer configured still has a length", () => {
    const gone = aBegunTurn(undefined, { account: "AC2" });
    const { parts } = composer("truncate")(gone, anAnswer({ text: "word ".repeat(900) }));
    for (const part of parts) expect("text" in part && part.text.length).toBeLessThanOrEqual(1_600);
  });
});

describe("choices", () => {
  const choices = [
    { id: "q:s", title: "Small", description: "up to 10" },
    { id: "q:l", title: "Large" },
  ];
  const answer = anAnswer({ text: "**Which** size?", choices });

  test("are offered as such where the channel can, with a word to open them", () => {
    const { parts } = composer("truncate", { canOffer: () => true })(aBegunTurn(), answer);
    const { opener } = texts;
    expect(parts).toEqual([{ kind: "choices", text: "*Which* size?", choices, opener }]);
  });

  test("are numbered where it cannot", () => {
    const { parts } = composer("truncate")(aBegunTurn(), answer);
    expect(textsOf({ parts, remainder: null })).toEqual([
      "*Which* size?\n\n1. Small (up to 10)\n2. Large",
    ]);
  });
});

test("a reply names the newest message it answers, where the channel can show that", () => {
  const turn = aBegunTurn([
    { kind: "text", text: "Hi" },
    { kind: "text", text: "How many?" },
  ]);
  const quotes = composer("truncate", { canQuote: true })(turn, anAnswer({ text: "42" })).quotes;
  expect(quotes).toBe("SM2");
  expect(composer("truncate")(turn, anAnswer({ text: "42" })).quotes).toBeUndefined();
});

function composer(longAnswers: "truncate" | "split", changes: Partial<Channel> = {}) {
  const { channels } = aChannel({ maxTextLength: 300, ...changes });
  return createComposeReply({
    languageOf: inEnglish,
    channels,
    longAnswers,
    clock: createTestClock(0),
    lateAfterMs: 60_000,
  });
}

function compose(answer: Partial<Answer>): Reply {
  return composer("truncate")(TO, anAnswer(answer));
}

function anAnswer(changes: Partial<Answer>): Answer {
  return { text: "", pictures: [], sources: [], cutOff: false, ...changes };
}

function picture(number: number) {
  return { url: `https://a.example/${number}.png`, alt: "" };
}

function textsOf({ parts }: Reply): string[] {
  return parts.map((part) => ("text" in part ? part.text : part.url));
}
