/**
 * Reads the few marks that WhatsApp knows in a text, and gives a tree for the page to draw:
 * *bold*, _italic_, ~strike~, `code`, ``` blocks, lists, quotes and links. Whatever is not
 * complete stays as it was typed.
 *
 * @param {string} text
 * @returns {import("./whatsapp-text.d.ts").Block[]}
 */
export function readWhatsAppText(text) {
  return text.split(/```/).flatMap((piece, index, pieces) => {
    const isCode = index % 2 === 1 && index < pieces.length - 1;
    if (isCode) return [{ kind: "code", text: piece.replace(/^\n|\n$/g, "") }];
    const unclosed = index % 2 === 1 ? "```" : "";
    return readLines(unclosed + piece);
  });
}

function readLines(text) {
  const blocks = [];
  let last;
  for (const line of text.split("\n")) {
    const { kind, number, content } = readLine(line);
    const entry = { ...(number && { number }), inlines: readInlines(content) };
    if (kind === "blank") last = undefined;
    else if (last?.kind === kind) last.lines.push(entry);
    else blocks.push((last = { kind, lines: [entry] }));
  }
  return blocks;
}

function readLine(line) {
  if (line.trim() === "") return { kind: "blank", content: "" };
  const [, number, numbered] = /^(\d{1,3})\. (.+)$/.exec(line) ?? [];
  if (number) return { kind: "numbers", number: Number(number), content: numbered };
  const [, bullet] = /^[-*•] (.+)$/.exec(line) ?? [];
  if (bullet) return { kind: "bullets", content: bullet };
  const [, quote] = /^> ?(.*)$/.exec(line) ?? [];
  if (quote !== undefined) return { kind: "quote", content: quote };
  return { kind: "paragraph", content: line };
}

const MARKS = { "*": "bold", _: "italic", "~": "strike" };

/** The next mark or link that is complete: inline code, a link, or a pair that hugs its words. */
const NEXT = new RegExp(
  [
    "`(?<code>[^`]+)`",
    String.raw`(?<url>https?:\/\/[^\s<>"]*[^\s<>".,;:!?'*_~)\]])`,
    String.raw`(?<![\p{L}\p{N}])(?<mark>[*_~])(?=\S)(?<inside>(?:(?!\k<mark>).)*?(?!\k<mark>)\S)\k<mark>(?![\p{L}\p{N}])`,
  ].join("|"),
  "u",
);

function readInlines(text) {
  const found = NEXT.exec(text);
  if (!found) return text ? [{ kind: "text", text }] : [];
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  return [
    ...(before ? [{ kind: "text", text: before }] : []),
    inlineOf(found.groups),
    ...readInlines(after),
  ];
}

function inlineOf({ code, url, mark, inside }) {
  if (code) return { kind: "code", text: code };
  if (url) return { kind: "link", url };
  return { kind: MARKS[mark], inlines: readInlines(inside) };
}
