import { markLine } from "./mark-line.ts";
import type { Run } from "./run.ts";

/** Writes runs as WhatsApp text. Its styles end with the line, so each line opens its own. */
export function markedText(runs: Run[]): string {
  return linesOf(runs)
    .map((line) => markLine(line).trim())
    .join("\n");
}

function linesOf(runs: Run[]): Run[][] {
  let line: Run[] = [];
  const lines = [line];
  for (const run of runs) {
    for (const [index, text] of run.text.split("\n").entries()) {
      if (index > 0) lines.push((line = []));
      if (text !== "") line.push({ ...run, text });
    }
  }
  return lines;
}
