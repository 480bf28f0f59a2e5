import { openConnections } from "./connection.ts";
import { openLoop } from "./load.ts";
import { percentile } from "./percentile.ts";
import { progress } from "./progress.ts";
import { below, ms, type Row } from "./row.ts";
import { startServer } from "./server-under-test.ts";
import { signedRequests } from "./signed-requests.ts";

/** How long a webhook waits for its 200 while 200 of them come every second. */
export async function measureSteadyAccept(how: {
  what: string;
  seconds: number;
  limitMs: number;
  preload?: string[];
}): Promise<Row> {
  const { what, seconds, limitMs, preload = [] } = how;
  const server = await startServer({ preload, settings: { MERGE_WINDOW_MS: "60000" } });
  const connections = await openConnections(server.port, 16);
  const send = (count: number) =>
    openLoop({ connections, requests: signedRequests(count, 400), perSecond: PER_SECOND });
  await send(PER_SECOND * 2);
  const { latenciesMs, wrong } = await send(PER_SECOND * seconds);
  await server.end();
  const [p50, p99] = [percentile(latenciesMs, 0.5), percentile(latenciesMs, 0.99)];
  progress(`${what}: p50 ${ms(p50)}, p99 ${ms(p99)}, ${wrong} with another status than 200`);
  const { target, reached } = below(limitMs, p99);
  return {
    what,
    median: ms(p50),
    p99: ms(p99),
    target: `p99 ${target}`,
    reached: reached && !wrong,
  };
}

const PER_SECOND = 200;
