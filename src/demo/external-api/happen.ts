import { setTimeout as wait } from "node:timers/promises";
import type { Response } from "express";
import type { Fault } from "./fault.ts";

type Happening = {
  response: Response;
  /** Takes the answers in, and gives what is to be said to them. */
  takeIn: () => { status: number; body: object };
  /** Aborted when the stand-in stops. */
  closing: AbortSignal;
};

/** Lets one request go wrong. */
export async function happen(fault: Fault, { response, takeIn, closing }: Happening) {
  switch (fault.kind) {
    case "status":
      response.status(fault.status).set(fault.headers ?? {});
      response.json({ error: `Status ${fault.status}` });
      return;
    case "delay": {
      await wait(fault.delayMs, undefined, { signal: closing }).catch(() => {});
      if (response.destroyed) return;
      const { status, body } = takeIn();
      response.status(status).json(body);
      return;
    }
    case "reset":
      response.destroy();
      return;
    case "lost_response":
      takeIn();
      response.destroy();
      return;
    case "hang":
      return;
    case "html":
      response.type("html").end("<!doctype html><title>Hello</title><h1>Hello</h1>");
      return;
    case "bad_json":
      response.type("json").end('{"message":"Than');
      return;
    default:
      fault satisfies never;
  }
}
