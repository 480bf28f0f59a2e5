import { setTimeout as wait } from "node:timers/promises";
import type { RequestHandler, Response } from "express";
import { sendError } from "./errors.ts";
import type { OpenAiFault, OpenAiRoute, RunFault } from "./fault.ts";
import type { World } from "./world.ts";

/** Counts a call, and lets the fault that is due happen; those that change a run are left to its route. */
export function faulty(world: World, route: OpenAiRoute): RequestHandler {
  return async function misbehave(_request, response, next) {
    world.calls[route] += 1;
    const fault = world.faults.take(route);
    if (fault) await happen(fault, response, world.closing.signal);
    if (!response.writableEnded && !response.destroyed && fault?.kind !== "silence") next();
  };
}

/** What `faulty` left to the route. */
export function runFaultOf(response: Response): RunFault | undefined {
  return response.locals["fault"] as RunFault | undefined;
}

async function happen(fault: OpenAiFault, response: Response, closing: AbortSignal): Promise<void> {
  switch (fault.kind) {
    case "error": {
      const { status, message = `Status ${status}`, param, code, headers = {} } = fault;
      sendError(response.set(headers), status, { message, param, code });
      return;
    }
    case "html":
      response.status(fault.status ?? 200).type("html");
      response.end("<!doctype html><title>Hello</title><h1>Hello</h1>");
      return;
    case "delay":
      await wait(fault.delayMs, undefined, { signal: closing }).catch(() => {});
      return;
    case "reset":
      response.destroy();
      return;
    case "silence":
      return;
    case "run":
      response.locals["fault"] = fault;
      return;
    default:
      fault satisfies never;
  }
}
