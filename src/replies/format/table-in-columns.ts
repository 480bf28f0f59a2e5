import type { AlignType } from "mdast";
import { displayWidth } from "./display-width.ts";

/** What fits on one line of monospace on a small phone, in Latin letters. */
const MAX_WIDTH = 32;
const GAP = "  ";

type Column = { width: number; align: AlignType };

/**
 * The rows, header first, in aligned columns under a ruled header; nothing when they are too wide.
 * Numbers stand to the right unless the table says otherwise.
 */
export function tableInColumns(rows: string[][], aligns: AlignType[]): string | undefined {
  const count = Math.max(...rows.map((row) => row.length));
  if (count * (1 + GAP.length) - GAP.length > MAX_WIDTH) return undefined;
  const columns = Array.from({ length: count }, (_, index) => columnOf(rows, index, aligns[index]));
  const width = columns.reduce((sum, column) => sum + column.width + GAP.length, -GAP.length);
  if (width > MAX_WIDTH) return undefined;
  const [header = "", ...lines] = rows.map((row) => line(row, columns));
  const rule = columns.map((column) => "-".repeat(column.width)).join(GAP);
  return [header, rule, ...lines].join("\n");
}

function columnOf(rows: string[][], index: number, align: AlignType | undefined): Column {
  const cells = rows.map((row) => row[index] ?? "");
  const width = cells.reduce((widest, cell) => Math.max(widest, displayWidth(cell)), 1);
  return { width, align: align ?? (isNumeric(cells.slice(1)) ? "right" : "left") };
}

function isNumeric(cells: string[]): boolean {
  const filled = cells.filter((cell) => cell !== "");
  return filled.length > 0 && filled.every((cell) => cell.length <= MAX_WIDTH && NUMBER.test(cell));
}

/** `-1,234.50`, `€ 12`, `12 %`, `(300)`, `4.5k`. */
const NUMBER = /^[(+\-−]?\p{Sc}?\s?[+\-−]?\d[\d.,' \u00a0\u202f]*(?:%|\p{Sc}|[kKmMbB])?\)?$/u;

function line(row: string[], columns: Column[]): string {
  return columns.map((column, index) => padded(row[index] ?? "", column)).join(GAP);
}

function padded(cell: string, { width, align }: Column): string {
  const room = width - displayWidth(cell);
  const left = align === "right" ? room : align === "center" ? Math.floor(room / 2) : 0;
  return " ".repeat(left) + cell + " ".repeat(room - left);
}
