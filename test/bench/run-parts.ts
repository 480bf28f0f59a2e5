import { percent, watchOthers } from "./others.ts";
import { pinThisProcess } from "./pin.ts";
import type { Row } from "./row.ts";
import { tableOf } from "./table.ts";

/** Measures one part after the other, and prints what was found, under what it was found on. */
export async function runParts<Name extends string>(
  about: string,
  names: readonly Name[],
  measure: (name: Name) => Promise<Row[]>,
): Promise<Row[]> {
  // Without an orderly exit servers and folders would stay behind.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  process.stdout.write(`${about}\n`);
  pinThisProcess();
  const rows: Row[] = [];
  for (const name of names) {
    const others = watchOthers();
    rows.push(...(await measure(name)));
    const median = `${percent(others())} of a core`;
    rows.push({ what: `${name}: other programs meanwhile`, median });
  }
  process.stdout.write(`\n${about}\n\n${tableOf(rows)}\n`);
  return rows;
}
