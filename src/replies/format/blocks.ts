import type { BlockContent, Blockquote, DefinitionContent, Html, Root } from "mdast";
import { htmlWords } from "./html-words.ts";
import { inlineRuns } from "./inline-runs.ts";
import { renderList } from "./list.ts";
import { markedText } from "./marked-text.ts";
import { monospaceBlock } from "./monospace-block.ts";
import type { References } from "./references.ts";
import { withStyle } from "./run.ts";
import { renderTable } from "./table.ts";

export type Block = BlockContent | DefinitionContent;

/** Where in the document a block stands. */
export type Place = {
  references: References;
  listDepth: number;
  quoted: boolean;
  /** No blank line between blocks. */
  tight: boolean;
  /** Reads the text inside HTML; absent once that was done, since it is done only once. */
  parse?: (markdown: string) => Root;
};

/** What a document is made of: its type also allows for the fragments that plugins build. */
export function blocksOf(document: Root): Block[] {
  return document.children as Block[];
}

export function renderBlocks(nodes: Block[], place: Place): string {
  return nodes
    .map((node) => renderBlock(node, place))
    .filter((text) => text !== "")
    .join(place.tight ? "\n" : "\n\n");
}

function renderBlock(node: Block, place: Place): string {
  const { references, quoted } = place;
  switch (node.type) {
    case "paragraph":
      return markedText(inlineRuns(node.children, references));
    case "heading":
      return markedText(withStyle("bold", inlineRuns(node.children, references)));
    case "blockquote":
      return quote(node, place);
    case "list":
      return renderList(node, { place, renderBlocks });
    case "table":
      return renderTable(node, { references, quoted });
    case "code":
      return monospaceBlock(node.value, quoted);
    case "html":
      return html(node, place);
    case "thematicBreak":
      return "───";
    case "definition":
    case "footnoteDefinition":
      // Shown where they are used, and at the end of the document.
      return "";
    default:
      node satisfies never;
      return "";
  }
}

/** WhatsApp knows one level of quote, and a quote ends at a blank line. */
function quote(node: Blockquote, place: Place): string {
  const inner = renderBlocks(node.children, { ...place, quoted: true, tight: true });
  if (place.quoted) return inner;
  const lines = inner.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => `> ${line}`).join("\n");
}

/** The text between tags may be Markdown, and its entities are not decoded yet: read it again. */
function html(node: Html, { parse, ...place }: Place): string {
  const words = htmlWords(node.value).trim();
  return parse && words !== "" ? renderBlocks(blocksOf(parse(words)), place) : words;
}
