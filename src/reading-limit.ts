import type { Request, RequestHandler, Response } from "express";

/** So much of a body is always read: common webhooks have a few KB. */
const SMALL_BYTES = 64 * 1024;

/**
 * Who a large body is from is known only when all of it is here: without a bound, strangers who send
 * many could fill the memory. What bodies have above 64 KB comes, of all that are in memory at one
 * time, to at most `mostBytes`; who would exceed that hears 503, which providers take for "deliver
 * it again". Counted is what has arrived: what is only announced takes nobody's room.
 */
export function createReadingLimit(mostBytes: number): RequestHandler {
  let inMemory = 0;

  return function limitReading(request, response, next) {
    const isSmall = Number(request.headers["content-length"]) <= SMALL_BYTES;
    if (!isSmall) count(request, response);
    next();
  };

  function count(request: Request, response: Response) {
    let received = 0;
    let counted = 0;
    request.on("data", add);
    // Until it is answered: when all of it is read, it is still there. What comes later is not kept.
    response.once("close", () => {
      request.off("data", add);
      inMemory -= counted;
    });

    function add({ length }: Buffer) {
      received += length;
      if (received <= SMALL_BYTES || response.headersSent) return;
      counted += length;
      inMemory += length;
      if (inMemory > mostBytes) response.status(503).set(CLOSE).json(BUSY);
    }
  }
}

/** What is on its way is not waited for. */
const CLOSE = { connection: "close" };
const BUSY = { error: "Too much arrives at one time. Please deliver it again." };
