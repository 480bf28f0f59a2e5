import { element } from "./element.js";
import { readWhatsAppText } from "./whatsapp-text.js";

/** A text as WhatsApp shows it. */
export function drawText(text) {
  return readWhatsAppText(text).map(drawBlock);
}

function drawBlock(block) {
  switch (block.kind) {
    case "code":
      return element("pre", {}, element("code", {}, block.text));
    case "bullets":
      return element("ul", {}, block.lines.map(drawItem));
    case "numbers":
      return element("ol", { start: String(block.lines[0].number) }, block.lines.map(drawItem));
    case "quote":
      return element("blockquote", {}, drawLines(block.lines));
    default:
      return element("p", {}, drawLines(block.lines));
  }
}

function drawItem({ number, inlines }) {
  return element("li", number ? { value: String(number) } : {}, inlines.map(drawInline));
}

function drawLines(lines) {
  return lines.flatMap(({ inlines }, index) => [
    ...(index > 0 ? [element("br")] : []),
    ...inlines.map(drawInline),
  ]);
}

const TAGS = { bold: "strong", italic: "em", strike: "s" };

function drawInline(inline) {
  if (inline.kind === "text") return inline.text;
  if (inline.kind === "code") return element("code", {}, inline.text);
  if (inline.kind === "link") return drawLink(inline.url);
  return element(TAGS[inline.kind], {}, inline.inlines.map(drawInline));
}

function drawLink(url) {
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, url);
}
