import { setTimeout as wait } from "node:timers/promises";
import type { RequestHandler, Response } from "express";
import type { Fault, Route } from "./faults.ts";
import type { World } from "./world.ts";

/** Counts a call, and lets the fault that is due happen; those that change an answer are left to its route. */
export function faulty(world: World, route: Route): RequestHandler {
  return async function misbehave(_request, response, next) {
    world.calls[route] += 1;
    const fault = world.faults.take(route);
    if (fault) await happen(fault, response, world.closing.signal);
    if (!response.writableEnded && !response.destroyed && fault?.kind !== "silence") next();
  };
}

/** What `faulty` left to the route. */
export function faultOf<K extends Fault["kind"]>(
  response: Response,
  kind: K,
): Extract<Fault, { kind: K }> | undefined {
  const fault = response.locals["fault"] as Fault | undefined;
  return fault?.kind === kind ? (fault as Extract<Fault, { kind: K }>) : undefined;
}

async function happen(fault: Fault, response: Response, closing: AbortSignal): Promise<void> {
  switch (fault.kind) {
    case "status":
      response.status(fault.status).set(fault.headers ?? {});
      response.end(fault.body ?? `{"error":"Status ${fault.status}"}`);
      return;
    case "html":
      response.type("html").end("<!doctype html><title>Sign in</title><h1>Sign in</h1>");
      return;
    case "json":
      response.json(fault.body);
      return;
    case "delay":
      await wait(fault.delayMs, undefined, { signal: closing }).catch(() => {});
      return;
    case "reset":
      response.destroy();
      return;
    case "silence":
      return;
    case "cookies":
    case "stream":
      response.locals["fault"] = fault;
      return;
    default:
      fault satisfies never;
  }
}
