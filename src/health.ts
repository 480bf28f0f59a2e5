import type { Request, Response } from "express";
import type { Clock } from "./clock.ts";
import { codeOf } from "./errors.ts";
import type { Store } from "./store/store.ts";

/** `starting` until the store is open and work has resumed, `draining` after SIGTERM. */
export type Phase = "starting" | "ready" | "draining";

type Dependencies = { store: Pick<Store, "oldestWaiting">; clock: Clock; phase(): Phase };

/** Whether this process lives: answered without touching anything. */
export function healthz(_request: Request, response: Response) {
  response.json({ status: "ok" });
}

/** Whether it should be given work; with the reason when not. */
export function createReadyz({ store, clock, phase }: Dependencies) {
  return async function readyz(_request: Request, response: Response) {
    const now = phase();
    if (now !== "ready") return notReady(response, now);
    try {
      const oldest = await store.oldestWaiting();
      const oldestWaitingSeconds =
        oldest === undefined ? 0 : Math.round((clock.now() - oldest) / 1000);
      response.json({ status: "ready", oldestWaitingSeconds });
    } catch (error) {
      notReady(response, `the database does not answer: ${codeOf(error)}`);
    }
  };
}

function notReady(response: Response, reason: string) {
  response.status(503).json({ status: "unavailable", reason });
}
