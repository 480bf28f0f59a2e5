import type { FootnoteDefinition, Nodes, Root } from "mdast";

/** What a document defines in one place and uses in another. */
export type References = {
  /** Addresses of reference links by identifier. */
  urls: Map<string, string>;
  /** Numbers of footnotes by identifier, in the order in which they are first mentioned. */
  footnotes: Map<string, number>;
  footnoteDefinitions: FootnoteDefinition[];
};

export function collectReferences(root: Root): References {
  const references: References = { urls: new Map(), footnotes: new Map(), footnoteDefinitions: [] };
  // A list of what is left rather than a recursion: nesting is up to whoever wrote the text.
  const left: Nodes[] = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    collect(node, references);
    if ("children" in node) left.push(...[...node.children].reverse());
  }
  for (const { identifier } of references.footnoteDefinitions)
    number(identifier, references.footnotes);
  return references;
}

function collect(node: Nodes, references: References) {
  if (node.type === "footnoteReference") number(node.identifier, references.footnotes);
  if (node.type === "footnoteDefinition") references.footnoteDefinitions.push(node);
  // Of two definitions with one name, the first counts.
  if (node.type === "definition" && !references.urls.has(node.identifier))
    references.urls.set(node.identifier, node.url);
}

function number(identifier: string, footnotes: Map<string, number>) {
  if (!footnotes.has(identifier)) footnotes.set(identifier, footnotes.size + 1);
}
