import type { Delete, Emphasis, PhrasingContent, Strong } from "mdast";

/**
 * The characters around a node that Markdown takes for emphasis and nobody means as such: sums
 * (`2*3*4`, `2**3**4`), ranges (`10~20~30`) and SQL (`count(*) and sum(*)`). Engines that speak
 * of databases write these without escapes. Empty for emphasis proper.
 */
export function literalEmphasis(
  node: Strong | Emphasis | Delete,
  before: PhrasingContent | undefined,
  after: PhrasingContent | undefined,
): string {
  const marker = MARKERS[node.type].repeat(markerLength(node));
  const sides = [textOf(before).slice(-1), textOf(after).slice(0, 1)];
  if (marker === "*" && /^[),;]/.test(textOf(node.children[0]))) return marker;
  // Emphasis of a part of a word is written with two asterisks, so there only digits tell.
  const inside = marker.length === 1 ? /[\p{L}\p{N}]/u : /\d/;
  return sides.every((side) => inside.test(side)) ? marker : "";
}

const MARKERS = { strong: "*", emphasis: "*", delete: "~" } as const;

function markerLength(node: Strong | Emphasis | Delete): number {
  const outer = node.position?.start.offset ?? 0;
  const inner = node.children[0]?.position?.start.offset ?? outer;
  return inner - outer;
}

function textOf(node: PhrasingContent | undefined): string {
  return node?.type === "text" ? node.value : "";
}
