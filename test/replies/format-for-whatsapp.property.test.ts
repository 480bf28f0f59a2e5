import fc from "fast-check";
import { expect, test } from "vitest";
import { formatForWhatsApp } from "../../src/replies/format-for-whatsapp.ts";
import { hostileText } from "./whatsapp-texts.ts";

const RUNS = { numRuns: 400, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true };

test("whatever an engine writes, a tidy text of a sane size comes out", () => {
  fc.assert(
    fc.property(fc.oneof(hostileText, fc.string({ unit: "binary" })), (markdown) => {
      const text = formatForWhatsApp(markdown);
      expect(text).toBe(text.trim());
      expect(text).not.toMatch(/\n[ \t]*\n[ \t]*\n/);
      expect(text.length).toBeLessThanOrEqual(10 * markdown.length + 200);
    }),
    RUNS,
  );
});

test("styles in styles never write a marker twice, and always in pairs", () => {
  fc.assert(
    fc.property(styledText(), (markdown) => {
      const text = formatForWhatsApp(markdown);
      expect(text).not.toMatch(/\*\*|__|~~/);
      for (const marker of "*_~") expect(text.split(marker).length % 2, text).toBe(1);
      expect(text.replace(/[*_~\s]/g, "")).toBe(markdown.replace(/[*_~\s]/g, ""));
    }),
    RUNS,
  );
});

test.each([
  ["unclosed instructions", `a ${"<? ".repeat(16_600)}`],
  ["unclosed comments", "<!--".repeat(12_400)],
  ["unclosed declarations", "<!A ".repeat(12_400)],
  ["lines of XML", 'row: <?xml version="1.0" <a>\n'.repeat(1_500)],
  ["backticks", "`` ` ".repeat(9_000)],
  [
    "a table of 1,000 columns",
    ["b", "-", ...Array<string>(20).fill("c")].map((cell) => `|${cell}`.repeat(1_000)).join("|\n"),
  ],
])("%s hold nobody up for long", (_name, markdown) => {
  const startedAt = performance.now();
  expect(formatForWhatsApp(markdown)).not.toBe("");
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test("hostile text of a megabyte is done within seconds", () => {
  for (const piece of HOSTILE) {
    for (const length of [49_000, 1_000_000]) {
      const markdown = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
      const startedAt = performance.now();
      formatForWhatsApp(markdown);
      expect(performance.now() - startedAt, JSON.stringify(piece)).toBeLessThan(5_000);
    }
  }
});

const HOSTILE = [
  [
    "*",
    "[",
    ">",
    "> ",
    "- ",
    "_ ",
    "`",
    "](",
    "[a](",
    "**a*b ",
    "*a **b ",
    "~a",
    "<",
    "<!--",
    "&",
    "\\",
  ],
  [
    "|",
    "|a",
    "- a\n",
    "- - - - - a\n",
    "> a\nb\n",
    "]\n- ]\n",
    "\n",
    " ",
    "\t",
    "[^a]",
    "[a]: b\n",
  ],
  ["a|b\n-|-\n1|2\n\n", "`a` \\` ", "www.a@b ", "\u0301", "<b>", "```\n", "1. 1. a\n"],
].flat();

function styledText() {
  const word = fc.constantFrom("a", "Umsatz", "漢字", "👍🏽", "مرحبا", "हिन्दी");
  const marker = fc.constantFrom("**", "*", "_", "~~", "***", "__");
  return fc.letrec<{ text: string }>((tie) => ({
    text: fc.oneof(
      { maxDepth: 5 },
      word,
      fc
        .tuple(marker, word, fc.constantFrom(" ", "\n"), tie("text"), word)
        .map(([mark, first, blank, text, last]) => `${mark}${first}${blank}${text} ${last}${mark}`),
      fc.array(tie("text"), { minLength: 1, maxLength: 4 }).map((texts) => texts.join(" ")),
    ),
  })).text;
}
