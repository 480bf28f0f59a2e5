import { setTimeout as delay } from "node:timers/promises";
import type { Life } from "./life.ts";

/** Waits for a server to kill itself. @throws when it lives on for 10 s */
export async function mustDie(life: Life, where: string): Promise<void> {
  const late = new AbortController();
  const survived = delay(10_000, true, { signal: late.signal }).catch(() => false);
  if (await Promise.race([survived, life.ended.then(() => false)]))
    throw new Error(`It did not come to "${where}" within 10 s.`);
  late.abort();
}
