import type { FootnoteDefinition, Root } from "mdast";
import { blocksOf, renderBlocks, type Place } from "./blocks.ts";
import { collectReferences, type References } from "./references.ts";

/** Renders a parsed document; footnotes come last, numbered as they are mentioned. */
export function renderDocument(root: Root, parse: (markdown: string) => Root): string {
  const references = collectReferences(root);
  const place: Place = { references, listDepth: 0, quoted: false, tight: false, parse };
  const notes = inOrder(references).map((note) => footnote(note, place));
  return [renderBlocks(blocksOf(root), place), ...notes].filter((text) => text !== "").join("\n\n");
}

function inOrder({ footnotes, footnoteDefinitions }: References): FootnoteDefinition[] {
  const numberOf = (note: FootnoteDefinition) => footnotes.get(note.identifier) ?? 0;
  return [...footnoteDefinitions].sort((one, other) => numberOf(one) - numberOf(other));
}

function footnote(note: FootnoteDefinition, place: Place): string {
  const number = place.references.footnotes.get(note.identifier) ?? note.identifier;
  return `[${number}] ${renderBlocks(note.children, { ...place, tight: true })}`;
}
