import { setTimeout as delay } from "node:timers/promises";
import { readRows } from "../kit/read-rows.ts";

/** Waits until nothing is due any more, and throws, with what is left, when that takes too long. */
export async function settle(file: string, timeoutMs: number): Promise<void> {
  const giveUpAt = performance.now() + timeoutMs;
  while (performance.now() < giveUpAt) {
    if (left(file) === "[]") return;
    await delay(20);
  }
  throw new Error(`Not done after ${timeoutMs / 1000} s: ${left(file)}`);
}

function left(file: string): string {
  return JSON.stringify(
    readRows(
      file,
      `select 'waiting' as what, count(*) as n from messages
         where direction = 'inbound' and turn_id is null having n > 0
       union all select 'open', count(*) as n from turns where state = 'open' having n > 0
       union all select status, count(*) from messages
         where status in ('queued', 'sending', 'unknown') group by status`,
    ),
  );
}
