import { setTimeout as delay } from "node:timers/promises";
import type { Connection } from "./connection.ts";

type ClosedLoop = { perSecond: number; answered: number; wrong: number };

/** As fast as it goes: every connection sends its next request when the last one was answered. */
export async function closedLoop(load: {
  connections: readonly Connection[];
  /** The request of this number, or nothing when there are no more. */
  request(index: number): Buffer | undefined;
  durationMs: number;
}): Promise<ClosedLoop> {
  const startedAt = performance.now();
  const endsAt = startedAt + load.durationMs;
  let next = 0;
  let answered = 0;
  let wrong = 0;
  await Promise.all(load.connections.map(drive));
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: answered / seconds, answered, wrong };

  async function drive(connection: Connection): Promise<void> {
    while (performance.now() < endsAt) {
      const request = load.request(next++);
      if (!request) return;
      if ((await connection.exchange(request)) === 200) answered += 1;
      else wrong += 1;
    }
  }
}

type OpenLoop = { latenciesMs: number[]; wrong: number };

/**
 * So many a second, whether or not the last ones were answered. The time of a request runs from
 * when it was due to leave: a wait for a free connection is part of it.
 */
export async function openLoop(load: {
  connections: readonly Connection[];
  requests: readonly Buffer[];
  perSecond: number;
  /** Called as a request is due. */
  onSend?(index: number): void;
  onAnswer?(index: number, answer: { status: number; tookMs: number }): void;
}): Promise<OpenLoop> {
  const borrow = createPool(load.connections);
  const latenciesMs: number[] = [];
  let wrong = 0;
  await paced(load.requests.length, load.perSecond, send);
  return { latenciesMs, wrong };

  async function send(index: number): Promise<void> {
    const dueAt = performance.now();
    load.onSend?.(index);
    const { connection, giveBack } = await borrow();
    const status = await connection.exchange(load.requests[index] ?? Buffer.alloc(0));
    giveBack();
    const tookMs = performance.now() - dueAt;
    load.onAnswer?.(index, { status, tookMs });
    latenciesMs.push(tookMs);
    if (status !== 200) wrong += 1;
  }
}

/** Begins `count` runs evenly, and resolves when all have ended. */
async function paced(count: number, perSecond: number, begin: (index: number) => Promise<void>) {
  const startedAt = performance.now();
  const running: Promise<void>[] = [];
  while (running.length < count) {
    const due = Math.min(count, ((performance.now() - startedAt) / 1000) * perSecond + 1);
    while (running.length < Math.floor(due)) running.push(begin(running.length));
    await delay(1);
  }
  await Promise.all(running);
}

function createPool(connections: readonly Connection[]) {
  const free = [...connections];
  const waiting: ((connection: Connection) => void)[] = [];
  const giveBack = (connection: Connection) => {
    const next = waiting.shift();
    if (next) next(connection);
    else free.push(connection);
  };
  return async function borrow() {
    const connection = free.pop() ?? (await new Promise<Connection>((got) => waiting.push(got)));
    return { connection, giveBack: () => giveBack(connection) };
  };
}
