import { describe, expect, test } from "vitest";
import { formatForWhatsApp } from "../../src/replies/format-for-whatsapp.ts";

type Example = [name: string, markdown: string, text: string];

describe("emphasis", () => {
  examples([
    ["bold, italic and struck", "**a** and *b* and _c_ and ~~d~~", "*a* and _b_ and _c_ and ~d~"],
    ["bold and italic at once", "***x***", "*_x_*"],
    ["italic with bold inside", "_a **b** c_", "_a *b* c_"],
    ["bold in bold", "**a __b__ c**", "*a b c*"],
    ["inside a word: no stray markers", "foo**bar**baz and **bar**s", "foobarbaz and bars"],
    ["between letters without blanks", "这是**重要**的, **重要**。", "这是重要的, *重要*。"],
    ["beside punctuation", "(**a**), **b**: *c*.", "(*a*), *b*: _c_."],
    ["blanks move outside", "**&#32;a<br>** b", "*a*\nb"],
    ["of nothing", "a <b></b>**&#32;** b", "a   b"],
    ["over two lines", "**first\nsecond**", "*first*\n*second*"],
    ["over a hard break", "*first  \nsecond\\\nthird*", "_first_\n_second_\n_third_"],
    ["around code", "**`id` is new**", "*`id` is new*"],
    [
      "never around a bare address",
      "**see https://a.example/x now**",
      "*see* https://a.example/x *now*",
    ],
    [
      "beside literal markers that would pair with it",
      "\\*note: **important**",
      "*note: important",
    ],
    ["behind a harmless asterisk", "5* hotel, **nice**", "5* hotel, *nice*"],
  ]);
});

describe("characters that only look like formatting", () => {
  examples([
    ["a product", "2*3*4", "2*3*4"],
    ["a power", "2**3**4", "2**3**4"],
    ["a range", "10~20~30", "10~20~30"],
    ["a column name", "snake_case_name", "snake_case_name"],
    ["a lone asterisk", "a * b, 3 *", "a * b, 3 *"],
    ["SQL", "count(*) and sum(*)", "count(*) and sum(*)"],
    ["escapes", "\\*a\\* \\_b\\_ \\# c", "*a* _b_ # c"],
    ["entities", "a &amp; b &lt; c &copy;", "a & b < c ©"],
    ["backticks without a partner", "a ` b", "a ` b"],
  ]);
});

describe("headings", () => {
  examples([
    ["a heading", "# Sales\ntext", "*Sales*\n\ntext"],
    ["with emphasis inside", "## The **big** *one* `x`", "*The big _one_ `x`*"],
    ["between paragraphs", "a\n## b\nc", "a\n\n*b*\n\nc"],
    ["without words", "#\n\na", "a"],
  ]);
});

describe("lists", () => {
  examples([
    ["bullets", "* a\n* b", "- a\n- b"],
    ["numbers keep their start", "3. a\n4. b", "3. a\n4. b"],
    ["nested", "- a\n  - b\n    1. c\n- d", "- a\n  - b\n    1. c\n- d"],
    ["tasks", "- [ ] open\n- [x] done\n\n1. [x] first", "☐ open\n☑ done\n\n1. ☑ first"],
    ["spread", "1. **A**\n\n   more\n2. B", "1. *A*\n\n  more\n\n2. B"],
    [
      "nested deeper than a phone is wide",
      "- a\n  - b\n    - c\n      - d\n        - e\n          - f\n            - g",
      "- a\n  - b\n    - c\n      - d\n        - e\n        - f\n        - g",
    ],
    ["an empty item", "- a\n-\n- b", "- a\n-\n- b"],
    ["with code", "- a\n  ```\n  x\n    y\n  ```", "- a\n  ```\n  x\n    y\n  ```"],
  ]);
});

describe("links and pictures", () => {
  examples([
    ["a link", "[shop](https://a.example/x_y)", "shop (https://a.example/x_y)"],
    ["a bold link", "**[shop](https://a.example)**", "*shop* (https://a.example)"],
    [
      "an address that is its own text",
      "[https://a.example](https://a.example)",
      "https://a.example",
    ],
    ["an address without its scheme", "[a.example](https://a.example/)", "https://a.example/"],
    ["autolinks", "<https://a.example> www.b.example", "https://a.example www.b.example"],
    [
      "mail",
      "<me@a.example> me@b.example [me](mailto:me@c.example)",
      "me@a.example me@b.example me (me@c.example)",
    ],
    ["a reference", "[shop][1]\n\n[1]: https://a.example", "shop (https://a.example)"],
    ["without text", "[](https://a.example)", "https://a.example"],
    ["without address", "[shop]() [part](#part)", "shop part"],
    ["a picture", "![Chart](https://a.example/c.png)", "Chart: https://a.example/c.png"],
    ["a picture without words", "![](https://a.example/c.png)", "https://a.example/c.png"],
    [
      "a picture by reference",
      "![Chart][c]\n\n[c]: https://a.example/c.png",
      "Chart: https://a.example/c.png",
    ],
    ["an embedded picture", "![Chart](data:image/png;base64,AAAA)", "Chart"],
    ["footnotes", "b[^x] a[^y]\n\n[^y]: two\n[^x]: one", "b[1] a[2]\n\n[1] one\n\n[2] two"],
  ]);
});

describe("blocks", () => {
  examples([
    ["code loses its language", "```sql\nselect *\n  from x\n```", "```\nselect *\n  from x\n```"],
    ["code with a fence in it", "````\na\n```\nb\n````", "a\n```\nb"],
    ["inline code", "run `a_b` now", "run `a_b` now"],
    ["inline code with a backtick", "``a`b``", "a`b"],
    ["quotes", "> a **b**\nc\n>\n> d", "> a *b*\n> c\n> d"],
    ["quotes in quotes", "> a\n>> b", "> a\n> b"],
    ["code in a quote", "> ```\n> x\n> y\n> ```", "> `x`\n> `y`"],
    ["a break", "a\n\n---\n\nb", "a\n\n───\n\nb"],
    ["HTML", "a<br>b <b>c</b><!-- d -->", "a\nb c"],
    ["blocks of HTML", "<div>\n**a** &amp; b\n</div>", "*a* & b"],
    ["an HTML table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"],
    ["too many blank lines", "\n\na\n\n\n\n```\nb\n\n\n\nc\n```\n\n", "a\n\n```\nb\n\nc\n```"],
    ["windows line ends", "a\r\n\r\n\r\nb\r\nc", "a\n\nb\nc"],
    ["nothing", " \n\t\n", ""],
  ]);
});

test("an answer from AskYourDatabase reads well on a phone", () => {
  const markdown = [
    "## Top customers in **March**",
    "",
    "Here are the *3 best* customers, by `total_amount`:",
    "| Customer | Orders | Total |",
    "| :--- | ---: | --- |",
    "| **Acme** | 12 | $1,204.50 |",
    "| Bolt & Co | 7 | $980.00 |",
    "| 山田 | 3 | $75.25 |",
    "",
    "**Key points:**",
    "1. **Acme** leads by **$224.50**",
    "2. See the [dashboard](https://a.example/d)",
  ].join("\n");
  expect(formatForWhatsApp(markdown)).toBe(
    [
      "*Top customers in March*",
      "",
      "Here are the _3 best_ customers, by `total_amount`:",
      "",
      "```",
      "Customer   Orders      Total",
      "---------  ------  ---------",
      "Acme           12  $1,204.50",
      "Bolt & Co       7    $980.00",
      "山田            3     $75.25",
      "```",
      "",
      "*Key points:*",
      "",
      "1. *Acme* leads by *$224.50*",
      "2. See the dashboard (https://a.example/d)",
    ].join("\n"),
  );
});

test("an answer too long to be read as Markdown still arrives", () => {
  const words = "word ".repeat(20_000).trim();
  expect(formatForWhatsApp(`${words}\n\n\n\nend`)).toBe(`${words}\n\nend`);
});

function examples(table: Example[]) {
  test.each(table)("%s", (_name, markdown, text) => {
    expect(formatForWhatsApp(markdown)).toBe(text);
  });
}
