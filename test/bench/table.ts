import type { Row } from "./row.ts";

/** The rows as a Markdown table that is readable as it stands. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [["", "median", "p99", "target", ""], ...rows.map(cellsOf)];
  const widths = cells[0]?.map((_, column) => widest(cells, column)) ?? [];
  const lines = cells.map((row) => lineOf(row, widths));
  lines.splice(
    1,
    0,
    lineOf(
      widths.map((width) => "-".repeat(width)),
      widths,
    ),
  );
  return lines.join("\n");
}

function cellsOf({ what, median, p99 = "", target = "", reached }: Row): string[] {
  return [what, median, p99, target, reached === undefined ? "" : reached ? "reached" : "MISSED"];
}

function widest(rows: string[][], column: number): number {
  return Math.max(3, ...rows.map((row) => row[column]?.length ?? 0));
}

function lineOf(cells: string[], widths: number[]): string {
  return `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
}
