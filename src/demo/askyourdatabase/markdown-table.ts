/** A pipe table; each column is its heading and how a row looks in it. */
export function markdownTable<Row>(
  rows: Row[],
  columns: Record<string, (row: Row, index: number) => string | number>,
): string {
  const line = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
  const cellsOf = Object.values(columns);
  return [
    line(Object.keys(columns)),
    line(cellsOf.map(() => "---")),
    ...rows.map((row, index) => line(cellsOf.map((cell) => cell(row, index)))),
  ].join("\n");
}
