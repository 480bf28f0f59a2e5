import fc from "fast-check";

/** Words that programs get wrong: joined emoji, flags, marks, right to left, no blanks, very long. */
export const awkwardWord = fc.oneof(
  fc.constantFrom(
    ...[
      ["a", "Umsatz", "12,345.60", "naïve", "e\u0301\u0302", "👨‍👩‍👧‍👦", "👍🏽", "🇩🇪🇫🇷🇯🇵", "1️⃣"],
      [
        "مرحبا",
        "שלום",
        "漢字かな交じり文",
        "สวัสดีครับ",
        "हिन्दी",
        "한국어",
        "\u1112\u1161\u11ab",
        "word.",
      ],
      [
        "end!",
        "\u0301x",
        "\u200dy",
        "文。",
        "https://example.com/a/b?c=d&e=f_g",
        "2024-01-01",
        "don't",
        "(aside)",
        "—",
        "•",
      ],
    ].flat(),
  ),
  fc.integer({ min: 20, max: 90 }).map((length) => "x".repeat(length)),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).map(withoutMarkers),
);

export const awkwardLine = fc
  .array(awkwardWord, { minLength: 1, maxLength: 15 })
  .map((words) => words.join(" "));

/** Text as `formatForWhatsApp` writes it: every marker has its partner. */
export const balancedText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: awkwardLine },
      { weight: 2, arbitrary: styledLine("*") },
      { weight: 1, arbitrary: styledLine("_") },
      { weight: 1, arbitrary: fc.tuple(styledLine("~"), awkwardLine).map((two) => two.join(" ")) },
      { weight: 1, arbitrary: styledLine("`") },
      { weight: 1, arbitrary: nestedLine() },
      { weight: 1, arbitrary: awkwardLine.map((line) => `- ${line}`) },
      { weight: 1, arbitrary: monospace() },
    ),
    { minLength: 1, maxLength: 8 },
  )
  .chain((blocks) =>
    fc
      .constantFrom("\n", "\n\n")
      .map((between) => blocks.filter((block) => block.trim()).join(between)),
  );

/** Anything at all, rich in what has a meaning in Markdown and in WhatsApp. */
export const hostileText = fc
  .array(
    fc.oneof(
      awkwardWord,
      fc.constantFrom(
        ...[
          [
            "*",
            "**",
            "***",
            "_",
            "__",
            "~",
            "~~",
            "`",
            "```",
            "```\n",
            "[",
            "](",
            ")",
            "![",
            "<br>",
            "<b>",
          ],
          [
            "\n",
            "\n\n",
            "  \n",
            " ",
            "    ",
            "\t",
            "> ",
            "- ",
            "1. ",
            "# ",
            "|",
            "|-|-|\n",
            "\\",
            "&amp;",
          ],
          [
            "[^1]",
            "[^1]: ",
            "[a]: b\n",
            "<!--",
            "-->",
            "---\n",
            "- [ ] ",
            "\u0301",
            "\u200d",
            "\ud83d",
            "\r\n",
          ],
        ].flat(),
      ),
      fc.string({ unit: "binary", maxLength: 5 }),
    ),
    { maxLength: 80 },
  )
  .map((pieces) => pieces.join(""));

function styledLine(marker: string) {
  return fc
    .tuple(awkwardLine, awkwardLine)
    .map(([before, inside]) => `${before} ${marker}${inside.trim() || "x"}${marker}`);
}

function nestedLine() {
  return fc
    .tuple(awkwardLine, awkwardLine, awkwardLine)
    .map(
      ([one, two, three]) => `*${one.trim() || "x"} _${two.trim() || "x"}_ ${three.trim() || "x"}*`,
    );
}

function monospace() {
  return fc
    .array(awkwardLine, { minLength: 1, maxLength: 12 })
    .map((lines) => `\`\`\`\n${lines.map((line) => line.trim() || "x").join("\n")}\n\`\`\``);
}

/** Blanks at their edges would make markers into characters. */
function withoutMarkers(text: string): string {
  return text.replace(/[*_~`\s]/g, "x");
}
