import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { Root } from "mdast";
import { renderDocument } from "./format/document.ts";
import { isTooCostly } from "./format/is-too-costly.ts";
import { tidyLines } from "./format/tidy-lines.ts";

/**
 * Turns an engine's Markdown (CommonMark with GFM) into a text that looks right in WhatsApp on a
 * phone. Takes any string and never throws: what cannot be read as Markdown comes out as it is,
 * with blank lines tidied.
 *
 * A marker is only written where WhatsApp renders it. Nothing invisible is added to literal text:
 * whoever copies a name from an answer gets that name. The price: a literal `*word*`, which
 * Markdown needs escapes to say, is shown by WhatsApp as a bold word.
 */
export function formatForWhatsApp(markdown: string): string {
  const text = markdown.replace(/\r\n?/g, "\n");
  if (isTooCostly(text)) return tidyLines(text).trim();
  try {
    return tidyLines(renderDocument(parse(text), parse)).trim();
  } catch {
    // Nesting deep enough to overflow the stack, here or in the parser: the words still count.
    return tidyLines(text).trim();
  }
}

function parse(markdown: string): Root {
  return fromMarkdown(markdown, GFM);
}

/** Made once: making it takes as long as reading a short answer. */
const GFM = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };
