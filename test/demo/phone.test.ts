import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  readWhatsAppText,
  type Block,
  type Inline,
} from "../../src/demo/phone/page/whatsapp-text.js";

describe("a text on the phone", () => {
  it.each([
    ["*bold*", [{ kind: "bold", inlines: [words("bold")] }]],
    ["_italic_", [{ kind: "italic", inlines: [words("italic")] }]],
    ["~gone~", [{ kind: "strike", inlines: [words("gone")] }]],
    ["`select 1`", [{ kind: "code", text: "select 1" }]],
    ["_*both*_", [{ kind: "italic", inlines: [{ kind: "bold", inlines: [words("both")] }] }]],
    ["a *b* c", [words("a "), { kind: "bold", inlines: [words("b")] }, words(" c")]],
    [
      "see https://example.com/a_b_c?d=1.",
      [words("see "), { kind: "link", url: "https://example.com/a_b_c?d=1" }, words(".")],
    ],
  ])("shows %s as WhatsApp does", (text, inlines) => {
    expect(readWhatsAppText(text)).toEqual([{ kind: "paragraph", lines: [{ inlines }] }]);
  });

  it.each([
    "2 * 3 * 4",
    "snake_case_name",
    "*open",
    "a * space *",
    "**",
    "a*b*c",
    "a*b* c",
    "``",
    "<b>no</b>",
    "javascript:alert(1)",
  ])("leaves %s as it was typed", (text) => {
    expect(plain(readWhatsAppText(text))).toBe(text);
    expect(readWhatsAppText(text)).toEqual([
      { kind: "paragraph", lines: [{ inlines: [words(text)] }] },
    ]);
  });

  it("shows lists, numbers, quotes and paragraphs", () => {
    const text = "Top:\n\n- one\n- two\n\n3. three\n4. four\n> said\nend";
    expect(readWhatsAppText(text)).toEqual([
      { kind: "paragraph", lines: [line("Top:")] },
      { kind: "bullets", lines: [line("one"), line("two")] },
      {
        kind: "numbers",
        lines: [
          { number: 3, ...line("three") },
          { number: 4, ...line("four") },
        ],
      },
      { kind: "quote", lines: [line("said")] },
      { kind: "paragraph", lines: [line("end")] },
    ]);
  });

  it("begins a new paragraph after an empty line only", () => {
    expect(readWhatsAppText("one\n\ntwo\nthree\n")).toEqual([
      { kind: "paragraph", lines: [line("one")] },
      { kind: "paragraph", lines: [line("two"), line("three")] },
    ]);
  });

  it("shows what stands between three backticks exactly", () => {
    const blocks = readWhatsAppText("Table:\n```\n| *a* |\n\n| _b_ |\n```\nend");
    expect(blocks[1]).toEqual({ kind: "code", text: "| *a* |\n\n| _b_ |" });
    expect(blocks).toHaveLength(3);
  });

  it("keeps every word of any text, whatever marks are in it", () => {
    const piece = fc.constantFrom(
      "*",
      "_",
      "~",
      "`",
      "```",
      " ",
      "\n",
      "- ",
      "1. ",
      "> ",
      "ab",
      "é",
    );
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (typed) => {
        expect(letters(plain(readWhatsAppText(typed)))).toBe(letters(typed));
      }),
    );
  });

  it("is read quickly, however hostile it is", () => {
    const startedAt = performance.now();
    for (const mark of ["*a ", "_", "~a", "`", "*_~", "https://", "> "])
      readWhatsAppText(mark.repeat(1600 / mark.length));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

function words(text: string): Inline {
  return { kind: "text", text };
}

function line(text: string) {
  return { inlines: [words(text)] };
}

function plain(blocks: Block[]): string {
  return blocks
    .map((block) =>
      block.kind === "code"
        ? block.text
        : block.lines.map(({ inlines }) => inlines.map(plainInline).join("")).join("\n"),
    )
    .join("\n");
}

function plainInline(inline: Inline): string {
  if ("text" in inline) return inline.text;
  if ("url" in inline) return inline.url;
  return inline.inlines.map(plainInline).join("");
}

function letters(text: string): string {
  return text.replace(/[^\p{L}]/gu, "");
}
