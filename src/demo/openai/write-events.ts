import { setImmediate, setTimeout as wait } from "node:timers/promises";
import type { Response } from "express";
import { cutWhenFlushed } from "../cut-when-flushed.ts";
import type { RunFault } from "./fault.ts";

/** Sends events as `text/event-stream`, each in a piece of its own, and stops as the fault wants. */
export async function writeEvents(
  response: Response,
  events: object[],
  { end, dripMs }: RunFault,
): Promise<void> {
  response.socket?.setNoDelay(true);
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  for (const event of events) {
    if (response.destroyed) return;
    const { type } = event as { type: string };
    response.write(`event: ${type}\ndata: ${JSON.stringify(event)}\n\n`);
    await (dripMs === undefined ? setImmediate() : wait(dripMs));
  }
  if (end?.kind.endsWith("stall")) return;
  if (end?.kind.endsWith("reset")) await cutWhenFlushed(response);
  else response.end();
}
