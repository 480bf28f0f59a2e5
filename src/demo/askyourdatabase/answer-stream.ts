import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { Response } from "express";
import { cutWhenFlushed } from "../cut-when-flushed.ts";
import type { StreamFault } from "./faults.ts";

const USUAL: StreamFault = { kind: "stream" };

/** Events as bytes of a text/event-stream, with the peculiarities asked for. */
export function encodeStream(events: object[], fault: StreamFault = USUAL): Uint8Array {
  const lines = events.map((event) => `data: ${JSON.stringify(event)}`);
  if (fault.unknownFlags) lines.unshift('data: {"isThinking":true,"content":"hm"}', "data: 7");
  if (fault.doneMarker) lines.push("data: [DONE]");
  const lineEnd = fault.lineEnd ?? "\n";
  const blocks = lines.map((line) => (fault.comments ? `: ping${lineEnd}${line}` : line));
  const between = fault.blankLines === "none" ? lineEnd : lineEnd + lineEnd;
  const end = fault.blankLines === undefined ? between : "";
  const start = fault.byteOrderMark ? "\uFEFF" : "";
  return Buffer.from(start + blocks.join(between) + (blocks.length > 0 ? end : ""));
}

/** Sends the bytes in pieces that the network keeps apart, and stops where it shall. */
export async function writeStream(
  response: Response,
  bytes: Uint8Array,
  { chunkBytes = 256, stop }: StreamFault = USUAL,
): Promise<void> {
  response.socket?.setNoDelay(true);
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.flushHeaders();
  const last = stop ? Math.min(stop.after ?? bytes.length, bytes.length) : bytes.length;
  for (let at = 0; at < last && !response.destroyed; at += chunkBytes) {
    if (!response.write(bytes.subarray(at, Math.min(at + chunkBytes, last)))) await room(response);
    await setImmediate();
  }
  if (stop?.with === "stall") return;
  if (stop?.with === "reset") await cutWhenFlushed(response);
  else response.end();
}

async function room(response: Response): Promise<void> {
  const found = new AbortController();
  const { signal } = found;
  await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })])
    .catch(() => {})
    .finally(() => found.abort());
}
