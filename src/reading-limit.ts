import type { Request, RequestHandler, Response } from "express";

/** A body of this size is always read: common webhooks have a few KB. */
const SMALL_BYTES = 64 * 1024;

/**
 * Who a large body is from is known only when all of it is here: without a bound, strangers who send
 * many could fill the memory. Of bodies above 64 KB, those that are in memory at one time have at
 * most `mostBytes` together; others hear 503 at once, which providers take for "deliver it again".
 */
export function createReadingLimit(mostBytes: number) {
  let inMemory = 0;

  return function limitReading(maxBytes: number): RequestHandler {
    return (request, response, next) => {
      const bytes = Number(request.headers["content-length"] ?? 0);
      // Above the limit of its webhook it is refused unread.
      const isLarge = bytes > SMALL_BYTES && bytes <= maxBytes;
      if (isLarge && inMemory + bytes > mostBytes) {
        response.status(503).set(CLOSE).json(BUSY);
        return;
      }
      if (isLarge) keepCount(response)(bytes);
      if (request.headers["transfer-encoding"]) countPieces(request, response);
      next();
    };
  };

  /** How large it gets, only its end would say. */
  function countPieces(request: Request, response: Response) {
    const add = keepCount(response);
    request.on("data", ({ length }: Buffer) => {
      add(length);
      if (inMemory > mostBytes) request.destroy();
    });
  }

  /** Until it is answered: when all of it is read, it is still there. */
  function keepCount(response: Response) {
    let counted = 0;
    response.once("close", () => (inMemory -= counted));
    return function add(bytes: number) {
      counted += bytes;
      inMemory += bytes;
    };
  }
}

/** What is on its way is not waited for. */
const CLOSE = { connection: "close" };
const BUSY = { error: "Too much arrives at one time. Please deliver it again." };
