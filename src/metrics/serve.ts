import type { RequestHandler } from "express";
import type { Metrics } from "./metrics.ts";

/** `GET /metrics`, in the text format of Prometheus. */
export function createServeMetrics(registry: Metrics["registry"]): RequestHandler {
  return async function serveMetrics(_request, response) {
    response.type(registry.contentType).send(await registry.metrics());
  };
}

/** Times every answer to a webhook, also those that never reach its handler. */
export function timeWebhooks(
  { path }: { path: string },
  { webhookSeconds }: Pick<Metrics, "webhookSeconds">,
): RequestHandler {
  return function timeWebhook(_request, response, next) {
    const end = webhookSeconds.startTimer({ path });
    response.once("finish", () => end({ status: response.statusCode }));
    next();
  };
}
