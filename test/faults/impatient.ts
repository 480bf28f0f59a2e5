import type { Http } from "../../src/http/http.ts";

/** In place of the 15 s of silence and the 20 s of all that are usual. */
export const IDLE_MS = 300;
export const TOTAL_MS = 1_500;
export const CONNECT_MS = 300;

/** Gives up early, so that nobody waits long for what never comes. */
export function impatient(http: Http): Http {
  return {
    ...http,
    request: (request) =>
      http.request({
        ...request,
        idleMs: Math.min(request.idleMs, IDLE_MS),
        totalMs: Math.min(request.totalMs, TOTAL_MS),
      }),
  };
}

/** Nothing takes longer, also on a busy machine. */
export const AT_MOST_MS = 4_000;

const AT_LEAST_MS: Record<string, number> = {
  "-": 0,
  idle: IDLE_MS,
  total: TOTAL_MS,
  connect: CONNECT_MS,
};

/** Whether calls took as long as the limit that a table names for them. */
export function waitedAsSaid(limit: string): (tookMs: number[]) => boolean {
  const { [limit]: atLeastMs = Infinity } = AT_LEAST_MS;
  // Timers may fire a little early.
  return (tookMs) => tookMs.every((ms) => ms >= atLeastMs - 20 && ms < AT_MOST_MS);
}
