import type { List, ListItem } from "mdast";
import type { Block, Place } from "./blocks.ts";

type Dependencies = {
  place: Place;
  renderBlocks: (nodes: Block[], place: Place) => string;
};

/** A list with its own numbers; what is nested stands two blanks further in. */
export function renderList(list: List, { place, renderBlocks }: Dependencies): string {
  const spread = list.spread || list.children.some((item) => item.spread);
  const items = list.children.map((item, index) => {
    const inner = { ...place, listDepth: place.listDepth + 1, tight: !item.spread };
    const text = renderBlocks(item.children, inner);
    return (bullet(list, item, index) + indented(text, place.listDepth)).trimEnd();
  });
  return items.join(spread ? "\n\n" : "\n");
}

function bullet(list: List, item: ListItem, index: number): string {
  const number = list.ordered ? `${(list.start ?? 1) + index}. ` : "";
  if (typeof item.checked === "boolean") return `${number}${item.checked ? "☑" : "☐"} `;
  return number || "- ";
}

/** Deeper lists stay where they are: a phone has no room, and every line would grow. */
const MAX_INDENTED_DEPTH = 4;

function indented(text: string, listDepth: number): string {
  return listDepth < MAX_INDENTED_DEPTH ? text.replace(/\n(?=[^\n])/g, "\n  ") : text;
}
