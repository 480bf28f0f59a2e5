import { setImmediate } from "node:timers/promises";
import type { Response } from "express";

/** What was written has to leave before the connection is cut, or the cut would come too early. */
export async function cutWhenFlushed(response: Response): Promise<void> {
  while (!response.destroyed && (response.socket?.writableLength ?? 0) > 0) await setImmediate();
  response.destroy();
}
