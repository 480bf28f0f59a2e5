import { buildBigDatabase } from "./big-database.ts";
import { startNode } from "./node-process.ts";
import { median } from "./percentile.ts";
import { progress } from "./progress.ts";
import { below, ms, type Row } from "./row.ts";
import { startServer } from "./server-under-test.ts";

/** From the spawn to the first 200 of /readyz. */
export async function measureStart(how: { messages: number; times: number }): Promise<Row[]> {
  // The first start on a machine fills the compile cache; every later one is like the second.
  await startOnce();
  const emptyMs: number[] = [];
  const nodeMs: number[] = [];
  while (emptyMs.length < how.times) {
    nodeMs.push(await timed(runNothing));
    emptyMs.push(await startOnce());
  }
  progress(`start: empty database ${ms(median(emptyMs))}, node alone ${ms(median(nodeMs))}`);
  const full = await measureFull(how);
  return [
    {
      what: `start: empty database, compile cache filled (median of ${how.times})`,
      median: ms(median(emptyMs)),
      ...below(500, median(emptyMs)),
    },
    full,
    { what: "start: node -e 0", median: ms(median(nodeMs)) },
  ];
}

async function measureFull({ messages, times }: { messages: number; times: number }): Promise<Row> {
  const { file, tookMs, remove } = await buildBigDatabase(messages);
  const count = messages.toLocaleString("en");
  progress(`start: built a database with ${count} messages in ${ms(tookMs)}`);
  const fullMs: number[] = [];
  while (fullMs.length < times) fullMs.push(await startOnce(file));
  remove();
  progress(`start: ${count} messages ${ms(median(fullMs))}`);
  const what = `start: ${count} stored messages (median of ${times})`;
  return { what, median: ms(median(fullMs)), ...below(1_000, median(fullMs)) };
}

async function startOnce(databaseFile?: string): Promise<number> {
  const startedAt = performance.now();
  const server = await startServer({ inOrder: true, ...(databaseFile && { databaseFile }) });
  const tookMs = performance.now() - startedAt;
  await server.end();
  return tookMs;
}

async function runNothing(): Promise<void> {
  await startNode(["-e", "0"]).exited;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
