import { describe, expect, test } from "vitest";
import { cutIntoParts, cutText, MIN_CUT_LIMIT } from "../../src/replies/cut-text.ts";

test("a text that fits is left alone", () => {
  expect(cutText(" a\n", 20)).toEqual({ head: " a\n", rest: "" });
  expect(cutIntoParts("a b", 20)).toEqual(["a b"]);
  expect(cutIntoParts("", 20)).toEqual([]);
  expect(cutIntoParts(" \n", 20)).toEqual([]);
});

test("a limit too small for markers is refused", () => {
  expect(() => cutText("a".repeat(30), MIN_CUT_LIMIT - 1)).toThrow(RangeError);
  expect(() => cutIntoParts("a", Number.NaN)).toThrow(RangeError);
});

test("blanks alone make no part", () => {
  expect(cutText(`${"a".repeat(20)}${" \n".repeat(100)}`, 20)).toEqual({
    head: "a".repeat(20),
    rest: "",
  });
  expect(cutIntoParts("\n".repeat(100), 20)).toEqual([]);
});

describe("where a text is cut", () => {
  cuts([
    [
      "at the end of a word where there are no blanks",
      20,
      "xxxxxxxxxxxxxxx-yyyyyyyy",
      ["xxxxxxxxxxxxxxx-", "yyyyyyyy"],
    ],

    [
      "a paragraph before a line",
      30,
      "one two three four\n\nfive\nsix seven",
      ["one two three four", "five\nsix seven"],
    ],
    [
      "a line before a sentence",
      30,
      "one two three four\nfive. six seven",
      ["one two three four", "five. six seven"],
    ],
    [
      "a sentence before a word",
      30,
      "One two three four. Five six seven",
      ["One two three four.", "Five six seven"],
    ],
    ["a word", 20, "one two three four five", ["one two three four", "five"]],
    [
      "not at an early paragraph",
      30,
      "one\n\ntwo three four five six seven",
      ["one\n\ntwo three four five six", "seven"],
    ],
    [
      "not behind the number of a list",
      20,
      "One two three\n12. four five",
      ["One two three", "12. four five"],
    ],
    [
      "a Chinese sentence",
      20,
      "这是一个很长的句子，没有空格。第二个句子在这里。",
      ["这是一个很长的句子，没有空格。", "第二个句子在这里。"],
    ],
    ["inside a word, if need be", 20, "a".repeat(45), ["a".repeat(20), "a".repeat(20), "aaaaa"]],
    ["never in an emoji", 20, "👨‍👩‍👧‍👦".repeat(3), ["👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"]],
    ["never in a flag", 22, "🇩🇪".repeat(6), ["🇩🇪".repeat(5), "🇩🇪"]],
    [
      "not in an address that fits",
      30,
      "See https://example.com/a/b?c=d for more",
      ["See", "https://example.com/a/b?c=d", "for more"],
    ],
    [
      "indentation belongs to its line",
      20,
      "- aaa bbb ccc\n  - ddd eee",
      ["- aaa bbb ccc", "  - ddd eee"],
    ],
    [
      "numbers keep their units",
      20,
      "aaaa bbbb cccc 12\u00a0000\u00a0€",
      ["aaaa bbbb cccc", "12\u00a0000\u00a0€"],
    ],
  ]);
});

test("a rest does not begin with the blanks at the cut, which MORE would send as a part", () => {
  const text = "xxxxxx xxxxxx *👨‍👩‍👧‍👦 👨‍👩‍👧‍👦 xxx*";
  expect(cutText(text, 22)).toEqual({ head: "xxxxxx xxxxxx", rest: text.slice(14) });
});

describe("formatting", () => {
  cuts([
    [
      "is never closed before it has words",
      22,
      `${"a".repeat(15)}\`\`\`\nbbb bbb bbb bbb bbb\n\`\`\``,
      ["a".repeat(14), "a```\nbbb bbb bbb\n```", "```\nbbb bbb\n```"],
    ],
    [
      "is not made by a cut beside a literal marker",
      20,
      `${"a".repeat(19)}_bbb_ ccc`,
      ["a".repeat(18), "a_bbb_ ccc"],
    ],

    [
      "stays whole where it fits",
      30,
      "some words, then *bold words here*",
      ["some words, then", "*bold words here*"],
    ],
    [
      "is closed and opened again where it does not",
      20,
      "*one two three four five six*",
      ["*one two three four*", "*five six*"],
    ],
    [
      "closes in order",
      20,
      "*_aaa bbb ccc ddd eee_ fff ggg*",
      ["*_aaa bbb ccc ddd_*", "*_eee_ fff ggg*"],
    ],
    [
      "is cut in two before formatting within it that has no room left",
      20,
      "*aaa bbb ccc ddd _eee fff_ ggg*",
      ["*aaa bbb ccc ddd*", "*_eee fff_ ggg*"],
    ],
    [
      "is cut in two behind formatting within it",
      20,
      "*aaa _bbb ccc ddd_ eeee fff*",
      ["*aaa _bbb ccc ddd_*", "*eeee fff*"],
    ],
    [
      "is cut in two before an emoji within it that has no room left",
      20,
      "*🇩🇪🇫🇷🇯🇵 _👨‍👩‍👧‍👦_ x*",
      ["*🇩🇪🇫🇷🇯🇵*", "*_👨‍👩‍👧‍👦_ x*"],
    ],
    ["is rather cut early than within an emoji", 22, "*👨‍👩‍👧‍👦 👨‍👩‍👧‍👦 xxx*", ["*👨‍👩‍👧‍👦*", "*👨‍👩‍👧‍👦 xxx*"]],
    ["of inline code", 20, "`select a, b, c from d`", ["`select a, b, c`", "`from d`"]],
    [
      "of a block goes on at a line, as it is indented",
      24,
      "```\na  1\nbb 2\nccc 3\n    4\ndddd 5\n```",
      ["```\na  1\nbb 2\nccc 3\n```", "```\n    4\ndddd 5\n```"],
    ],
    [
      "of a block that fits is kept",
      40,
      "one two three four\n\n```\na  1\nbb 2\ncc 3\n```",
      ["one two three four", "```\na  1\nbb 2\ncc 3\n```"],
    ],
    [
      "of a fence in a line",
      20,
      "```aaa bbb ccc ddd eee```",
      ["```aaa bbb ccc```", "```ddd eee```"],
    ],
    [
      "is not seen in literal asterisks",
      20,
      "2 * 3 * 4 and 5 * 6 * 7",
      ["2 * 3 * 4 and 5 *", "6 * 7"],
    ],
    [
      "is not seen in names",
      20,
      "some_name or _other_name and more",
      ["some_name or", "_other_name and more"],
    ],
  ]);
});

test("a table of a thousand rows is monospace in every part", () => {
  const rows = Array.from({ length: 1000 }, (_, row) => `row ${row}  ${row * 7}`);
  const parts = cutIntoParts(`\`\`\`\n${rows.join("\n")}\n\`\`\``, 1600);
  expect(parts.length).toBeLessThan(12);
  for (const part of parts) expect(part).toMatch(/^```\nrow [^`]+\n```$/);
  expect(parts.map((part) => part.slice(4, -4)).join("\n")).toBe(rows.join("\n"));
});

test("a megabyte is cut within a few seconds, whatever it is made of", () => {
  for (const piece of [
    "Words and more. ",
    "*bold* ",
    "*a ",
    "`",
    "```\na\n```\n",
    "\u0301",
    "🇩🇪",
    "مرحبا ",
    "漢",
    "\n",
  ]) {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    const startedAt = performance.now();
    cutIntoParts(text, 1600);
    expect(performance.now() - startedAt, JSON.stringify(piece)).toBeLessThan(5_000);
  }
});

function cuts(table: [name: string, limit: number, text: string, parts: string[]][]) {
  test.each(table)("%s", (_name, limit, text, parts) => {
    expect(cutIntoParts(text, limit)).toEqual(parts);
  });
}
