import { markedText } from "./marked-text.ts";
import { plainRun, withStyle, wordsOf, type Run } from "./run.ts";

/** A row is a list of cells, a cell a list of runs. */
type Row = Run[][];

/**
 * A table too wide for a phone, row by row. Two columns become `*name*: value` lines; more become
 * a block each, titled by the first column. Empty cells are left out. A column that only counts
 * 1, 2, 3 says nothing by itself, so it numbers the one that follows.
 */
export function tableAsList(allHeader: Row, allRows: Row[]): string {
  const { header, rows } = isRanking(allRows)
    ? { header: allHeader.slice(1), rows: allRows.map(withRank) }
    : { header: allHeader, rows: allRows };
  if (rows.length === 0) return headerLine(header, " · ");
  const columns = Math.max(header.length, ...rows.map((row) => row.length));
  if (columns === 1) return [headerLine(header, ""), ...rows.map(bulletLine)].join("\n");
  if (columns === 2) return [headerLine(header, ": "), ...rows.map(pairLine)].join("\n").trim();
  return rows.map((row) => block(header, row)).join("\n\n");
}

function isRanking(rows: Row[]): boolean {
  const counts = ([rank = []]: Row, index: number) =>
    wordsOf(rank)
      .trim()
      .replace(/^#|\.$/g, "") === String(index + 1);
  return rows.length > 0 && rows.every((row, index) => row.length > 2 && counts(row, index));
}

function withRank([, title = [], ...values]: Row, index: number): Row {
  return [[plainRun(`${index + 1}. `), ...title], ...values];
}

function headerLine(header: Row, separator: string): string {
  const names = header.map(wordsOf).filter((name) => name !== "");
  return markedText(withStyle("italic", [plainRun(names.join(separator))]));
}

function bulletLine(row: Row): string {
  return `- ${markedText(onOneLine(row[0] ?? []))}`;
}

function pairLine([name = [], value = []]: Row): string {
  return labelled(withStyle("bold", onOneLine(name)), onOneLine(value));
}

function block(header: Row, [title = [], ...values]: Row): string {
  const lines = values.map((value, index) =>
    wordsOf(value) === "" ? "" : labelled([plainRun(wordsOf(header[index + 1] ?? []))], value),
  );
  const titleLine = markedText(withStyle("bold", onOneLine(title)));
  return [titleLine, ...lines].filter((line) => line !== "").join("\n");
}

function labelled(label: Run[], value: Run[]): string {
  const words = wordsOf(label);
  if (words === "") return markedText(value);
  if (wordsOf(value) === "") return markedText(label);
  return markedText([...label, plainRun(words.endsWith(":") ? " " : ": "), ...value]);
}

function onOneLine(runs: Run[]): Run[] {
  return runs.map((run) => ({ ...run, text: run.text.replaceAll("\n", " ") }));
}
