import { get } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** Asks every 2 ms until the answer is 200. Rejects after `timeoutMs`. */
export async function waitUntilReady(url: string, timeoutMs = 20_000): Promise<void> {
  const endsAt = performance.now() + timeoutMs;
  while ((await statusOf(url)) !== 200) {
    if (performance.now() > endsAt) throw new Error(`${url} was not ready in ${timeoutMs} ms.`);
    await delay(2);
  }
}

/** 0 while nobody listens. */
function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", () => resolve(0));
  });
}
