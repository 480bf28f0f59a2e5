import { expect, test } from "vitest";
import { formatForWhatsApp } from "../../src/replies/format-for-whatsapp.ts";

test.each([
  {
    name: "a narrow table stands in columns, numbers to the right",
    rows: ["|City|Sales|", "|-|-|", "|Rome|1,200|", "|Oslo|-7 %|", "|Bern||"],
    text: ["```", "City  Sales", "----  -----", "Rome  1,200", "Oslo   -7 %", "Bern", "```"],
  },
  {
    name: "columns are aligned as the table says",
    rows: ["|abcde|abcde|abcde|", "|:-|:-:|-:|", "|1|2|x|"],
    text: ["```", "abcde  abcde  abcde", "-----  -----  -----", "1        2        x", "```"],
  },
  {
    name: "Chinese and emoji take two columns",
    rows: ["|a|b|", "|-|-|", "|漢字|x|", "|👨‍👩‍👧|y|", "|e\u0301|z|"],
    text: ["```", "a     b", "----  -", "漢字  x", "👨‍👩‍👧    y", "e\u0301     z", "```"],
  },
  {
    name: "cells in columns lose their markers",
    rows: ["|a|b|", "|-|-|", "|**x**|`y_z`|"],
    text: ["```", "a  b", "-  ---", "x  y_z", "```"],
  },
  {
    name: "32 columns are still narrow",
    rows: [`|${"a".repeat(15)}|${"b".repeat(15)}|`, "|-|-|", "|c|d|"],
    text: [
      "```",
      `${"a".repeat(15)}  ${"b".repeat(15)}`,
      `${"-".repeat(15)}  ${"-".repeat(15)}`,
      `c${" ".repeat(16)}d`,
      "```",
    ],
  },
  {
    name: "a wide table of two columns becomes pairs",
    rows: [`|${"a".repeat(15)}|${"b".repeat(16)}|`, "|-|-|", "|**c**|*d*|", "||e|", "|f||", "|g|"],
    text: [`_${"a".repeat(15)}: ${"b".repeat(16)}_`, "*c*: _d_", "e", "*f*", "*g*"],
  },
  {
    name: "a wider table becomes a block for each row",
    rows: [
      "|Customer|Last order|Remark|",
      "|-|-|-|",
      "|Acme **Ltd**|2026-01-02|pays late, but pays in **full**|",
      "|Bolt||",
      "||2026-01-03|x|",
      "||||",
    ],
    text: [
      "*Acme Ltd*",
      "Last order: 2026-01-02",
      "Remark: pays late, but pays in *full*",
      "",
      "*Bolt*",
      "",
      "Last order: 2026-01-03",
      "Remark: x",
    ],
  },
  {
    name: "a wide table of one column becomes a list",
    rows: ["|Remark|", "|-|", `|${"word ".repeat(8)}|`, "|b|"],
    text: ["_Remark_", `- ${"word ".repeat(8).trim()}`, "- b"],
  },
  {
    name: "a table without rows shows its columns",
    rows: ["|a|b|", "|-|-|"],
    text: ["_a · b_"],
  },
  {
    name: "a fence in a cell does not end the block",
    rows: ["|a|b|", "|-|-|", "|\\`\\`\\`|c|"],
    text: ["_a: b_", "*```*: c"],
  },
  {
    name: "a table in a quote keeps its columns",
    rows: ["> |a|b|", "> |-|-|", "> |c|1|"],
    text: ["> `a  b`", "> `-  -`", "> `c  1`"],
  },
])("$name", ({ rows, text }) => {
  expect(formatForWhatsApp(rows.join("\n"))).toBe(text.join("\n"));
});
