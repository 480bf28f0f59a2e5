import { expect } from "vitest";
import { codeOf } from "../../src/errors.ts";

export type Row<Column extends string> = Record<Column, string>;

/** Reads a table of words: its first line names the columns. */
export function readTable<Column extends string>(text: string): Row<Column>[] {
  const [names = [], ...rows] = text.trim().split("\n").map(cellsOf);
  return rows.map(
    (cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])) as Row<Column>,
  );
}

function cellsOf(line: string): string[] {
  return line.split("|").map((cell) => cell.trim());
}

/** What a measured row has to be. Between " / " stand outcomes of a race: each of them is right. */
export function expectedRow(row: Row<string>): Record<string, unknown> {
  const entries = Object.entries(row).map(([name, cell]) => [
    name,
    expect.toBeOneOf(cell.split(" / ")),
  ]);
  return Object.fromEntries(entries);
}

export function named<Fault>(name: string, faults: Record<string, Fault>): Fault {
  const fault = faults[name];
  if (!fault) throw new Error(`There is no fault called "${name}".`);
  return fault;
}

/** A thrown error as a cell. */
export function nameAndCode(error: unknown): string {
  return `${error instanceof Error ? error.name : typeof error} ${codeOf(error)}`;
}

/** Shows a row as it was measured, when ASKLINE_PRINT_TABLES=1. */
export function print(row: Row<string>): void {
  if (process.env["ASKLINE_PRINT_TABLES"] !== "1") return;
  const cells = Object.values(row).map((cell) => cell.padEnd(31));
  process.stdout.write(`${cells.join("| ").trimEnd()}\n`);
}
