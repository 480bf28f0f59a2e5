import type { Delete, Emphasis, PhrasingContent, Strong } from "mdast";
import { htmlWords } from "./html-words.ts";
import { imageRuns, linkRuns } from "./link-runs.ts";
import { literalEmphasis } from "./literal-emphasis.ts";
import type { References } from "./references.ts";
import { plainRun, withStyle, type Run } from "./run.ts";

/** Flattens inline Markdown into runs. A newline in a run is a line break. */
export function inlineRuns(nodes: PhrasingContent[], references: References): Run[] {
  return nodes.flatMap((node, index) => {
    if (node.type !== "strong" && node.type !== "emphasis" && node.type !== "delete")
      return runsOf(node, references);
    const inner = inlineRuns(node.children, references);
    const literal = literalEmphasis(node, nodes[index - 1], nodes[index + 1]);
    if (literal === "") return withStyle(STYLE[node.type], inner);
    return [plainRun(literal), ...inner, plainRun(literal)];
  });
}

const STYLE = { strong: "bold", emphasis: "italic", delete: "strike" } as const;

function runsOf(
  node: Exclude<PhrasingContent, Strong | Emphasis | Delete>,
  references: References,
): Run[] {
  const { urls, footnotes } = references;
  switch (node.type) {
    case "text":
      return [plainRun(node.value.replace(/\r\n?|[\u2028\u2029]/g, "\n"))];
    case "inlineCode":
      return withStyle("code", [plainRun(node.value)]);
    case "break":
      return [plainRun("\n")];
    case "html":
      return [plainRun(htmlWords(node.value))];
    case "link":
      return linkRuns(inlineRuns(node.children, references), node.url);
    case "linkReference":
      return linkRuns(inlineRuns(node.children, references), urls.get(node.identifier) ?? "");
    case "image":
      return imageRuns(node.alt ?? "", node.url);
    case "imageReference":
      return imageRuns(node.alt ?? "", urls.get(node.identifier) ?? "");
    case "footnoteReference":
      return [plainRun(`[${footnotes.get(node.identifier) ?? node.identifier}]`)];
    default:
      node satisfies never;
      return [];
  }
}
