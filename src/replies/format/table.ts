import type { Table, TableRow } from "mdast";
import { inlineRuns } from "./inline-runs.ts";
import { monospaceBlock } from "./monospace-block.ts";
import type { References } from "./references.ts";
import { wordsOf, type Run } from "./run.ts";
import { tableAsList } from "./table-as-list.ts";
import { tableInColumns } from "./table-in-columns.ts";

type Dependencies = { references: References; quoted: boolean };

/** A table as aligned columns where a phone is wide enough for them, else as a list of its rows. */
export function renderTable(table: Table, { references, quoted }: Dependencies): string {
  const [header = [], ...rows] = table.children.map((row) => cellsOf(row, references));
  const filled = rows.filter((row) => row.some((cell) => wordsOf(cell) !== ""));
  const columns = tableInColumns([header, ...filled].map(wordsOfRow), table.align ?? []);
  const fits = filled.length > 0 && columns !== undefined && !columns.includes("```");
  return fits ? monospaceBlock(columns, quoted) : tableAsList(header, filled);
}

function cellsOf(row: TableRow, references: References): Run[][] {
  return row.children.map((cell) => inlineRuns(cell.children, references));
}

function wordsOfRow(row: Run[][]): string[] {
  return row.map(wordsOf);
}
