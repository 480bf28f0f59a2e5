import fc from "fast-check";
import { expect, test } from "vitest";
import { cutIntoParts, cutText, MIN_CUT_LIMIT } from "../../src/replies/cut-text.ts";
import { awkwardLine, balancedText, hostileText } from "./whatsapp-texts.ts";

const RUNS = { numRuns: 400, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true };
const limits = fc.oneof(
  fc.integer({ min: MIN_CUT_LIMIT, max: 60 }),
  fc.integer({ min: 60, max: 400 }),
);

test("no part is ever longer than the limit, blank, or empty-handed", () => {
  fc.assert(
    fc.property(fc.oneof(balancedText, hostileText), limits, (text, limit) => {
      const parts = cutIntoParts(text, limit);
      expect(parts.filter((part) => part.length > limit || part.trim() === "")).toEqual([]);
      expect(parts.length).toBeLessThanOrEqual(Math.ceil(text.length / 2) + 1);
    }),
    RUNS,
  );
});

test("nothing is lost: head and rest are the text, but for blanks at the cut and markers closed and reopened", () => {
  fc.assert(
    fc.property(fc.oneof(balancedText, hostileText), limits, (text, limit) => {
      for (let left = text; left !== "";) {
        const { head, rest } = cutText(left, limit);
        expect(isFaithful(left, head, rest), JSON.stringify({ left, head, rest })).toBe(true);
        left = rest;
      }
    }),
    RUNS,
  );
});

test("cutting again and again gives the same parts as cutting all at once", () => {
  fc.assert(
    fc.property(fc.oneof(balancedText, hostileText), limits, (text, limit) => {
      const parts: string[] = [];
      for (let left = text; left !== "";) {
        const { head, rest } = cutText(left, limit);
        if (head.trim() !== "") parts.push(head);
        left = rest;
      }
      expect(cutIntoParts(text, limit)).toEqual(parts);
    }),
    RUNS,
  );
});

test("every part of a well-formed text is well-formed", () => {
  fc.assert(
    fc.property(balancedText, limits, (text, limit) => {
      fc.pre(unpaired(text) === "");
      for (const part of cutIntoParts(text, limit)) expect(unpaired(part), part).toBe("");
    }),
    RUNS,
  );
});

test("no emoji, flag or accented letter is ever cut in two", () => {
  const plain = awkwardLine.filter((line) => !/[*_~`]/.test(line));
  fc.assert(
    fc.property(plain, limits, (text, limit) => {
      const whole = new Set(cutPoints(text));
      let at = 0;
      for (const part of cutIntoParts(text, limit)) {
        at = text.indexOf(part, at);
        expect(whole.has(at) && whole.has(at + part.length), JSON.stringify({ text, part })).toBe(
          true,
        );
        at += part.length;
      }
    }),
    RUNS,
  );
});

test("no part begins or ends with half a character, even where a grapheme is longer than a message", () => {
  const zalgo = fc.integer({ min: 50, max: 300 }).map((marks) => `𝒜${"\u{1e000}".repeat(marks)}`);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(zalgo, awkwardLine), { maxLength: 5 }),
      limits,
      (texts, limit) => {
        const text = texts.join("").replace(/\p{Cs}/gu, "");
        for (const part of cutIntoParts(text, limit)) expect(part.isWellFormed()).toBe(true);
      },
    ),
    RUNS,
  );
});

/** The promise of `cutText`, word for word: there are such markers, and only blanks are dropped. */
function isFaithful(text: string, head: string, rest: string): boolean {
  if (text === head) return rest === "";
  if (rest === "") return text.trim() === head.trim();
  return ["", "```", "```\n", ...nestings()].some((open) => {
    const tail = rest.slice(open.length);
    if (!rest.startsWith(open) || !text.endsWith(tail)) return false;
    const close = open.endsWith("\n") ? "\n```" : open.split("").reverse().join("");
    const kept = head.slice(0, head.length - close.length);
    const front = text.slice(0, text.length - tail.length);
    return head.endsWith(close) && kept.trim() !== "" && sameButForBlanks(front, kept);
  });
}

function sameButForBlanks(front: string, kept: string): boolean {
  const start = front.indexOf(kept);
  return start >= 0 && (front.slice(0, start) + front.slice(start + kept.length)).trim() === "";
}

function nestings(): string[] {
  const styles = ["*", "_", "~"];
  const one = [...styles];
  const two = styles.flatMap((outer) => one.map((inner) => outer + inner));
  const three = styles.flatMap((outer) => two.map((inner) => outer + inner));
  const all = ["", ...one, ...two, ...three].filter((nest) => new Set(nest).size === nest.length);
  return [...all, ...all.map((nest) => `${nest}\``)];
}

/** What is left of a text's markers when all pairs are taken away. */
function unpaired(text: string): string {
  let left = text.replace(/```[^]*?```/g, "").replace(/`[^`\n]+`/g, "x");
  for (let round = 0; round < 3; round++)
    left = left.replace(
      /(?<![\p{L}\p{N}])([*_~])(?![\s*_~])((?:(?!\1)[^\n])*?[^\s])\1(?![\p{L}\p{N}])/gu,
      "$2",
    );
  return left.replace(/(?<=[\p{L}\p{N}])[*_~](?=[\p{L}\p{N}])/gu, "").replace(/[^*_~`]/g, "");
}

function cutPoints(text: string): number[] {
  const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text);
  return [...Array.from(graphemes, ({ index }) => index), text.length];
}
