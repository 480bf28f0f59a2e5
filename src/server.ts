import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
  type Response,
} from "express";
import helmet from "helmet";
import type { Delivery, Webhook, WebhookReply } from "./channels/channel.ts";
import type { Channels } from "./channels/channels.ts";
import { codeOf } from "./errors.ts";
import { healthz } from "./health.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { createServeMetrics, timeWebhooks } from "./metrics/serve.ts";
import { createReadingLimit } from "./reading-limit.ts";

type Dependencies = {
  channels: Channels;
  receive(delivery: Delivery): Promise<void>;
  readyz: RequestHandler;
  metrics: Pick<Metrics, "registry" | "webhookSeconds">;
  log: Record<"warn" | "error", (fields: object, message: string) => void>;
};

/** The Express app: webhooks, health, and one error handler last. */
export function createServer({ channels, receive, readyz, metrics, log }: Dependencies): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", false);
  const limitReading = createReadingLimit(MOST_BYTES_READ_AT_ONCE);
  // Webhooks first: no middleware that a provider's request does not need.
  for (const webhook of channels.all.flatMap((channel) => channel.webhooks)) mount(webhook);
  app.use(helmet());
  app.get("/healthz", healthz);
  app.get(["/readyz", "/health"], readyz);
  app.get("/metrics", createServeMetrics(metrics.registry));
  app.use((_request, response) => response.status(404).json({ error: "There is nothing here." }));
  app.use(lastResort(log));
  return app;

  function mount(webhook: Webhook) {
    const readBody = express.raw({
      type: webhook.contentType ?? (() => false),
      limit: webhook.maxBytes,
      inflate: false,
    });
    const handle = createWebhookHandler(webhook, receive, log);
    app[webhook.method](
      webhook.path,
      timeWebhooks(webhook, metrics),
      limitReading,
      readBody,
      handle,
    );
  }
}

/** Of large bodies; ten and more of the largest deliveries. */
const MOST_BYTES_READ_AT_ONCE = 32 * 1024 * 1024;

function createWebhookHandler(
  webhook: Webhook,
  receive: Dependencies["receive"],
  log: Dependencies["log"],
): RequestHandler {
  const { path, contentType } = webhook;
  const sayAccepted = createSay(webhook.accepted);

  return async function handleWebhook(request, response) {
    const read = readWebhook(request);
    if (read.kind === "reply") return createSay(read.reply)(response);
    if (read.kind === "refusal") {
      log.warn({ path, reason: read.reason }, "webhook refused");
      response.status(read.status).json({ error: read.reason });
    } else if (await isStored(read)) sayAccepted(response);
    else response.status(503).json({ error: "Not stored. Please deliver it again." });
  };

  function readWebhook(request: Request) {
    const { originalUrl, headers } = request;
    if (!contentType) return webhook.read({ originalUrl, headers, body: NO_BODY });
    if (Buffer.isBuffer(request.body)) return webhook.read(request);
    return { kind: "refusal", status: 415, reason: `send ${contentType}` } as const;
  }

  async function isStored(delivery: Delivery): Promise<boolean> {
    try {
      await receive(delivery);
      return true;
    } catch (error) {
      log.error({ path, code: codeOf(error) }, "webhook could not be stored");
      return false;
    }
  }
}

const NO_BODY = Buffer.alloc(0);

function createSay({ status, contentType, body = "" }: WebhookReply) {
  const headers = {
    ...(contentType !== undefined && { "content-type": contentType }),
    ...(body && { "content-length": Buffer.byteLength(body) }),
  };
  return function say(response: Response) {
    response.writeHead(status, headers).end(body);
  };
}

/** Bad requests get their 4xx; everything else is ours, and is said without details. */
function lastResort(log: Dependencies["log"]): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const status = statusOf(error);
    if (status >= 500) log.error({ path: request.path, code: codeOf(error) }, "request failed");
    if (response.headersSent) response.destroy();
    else response.status(status).json({ error: REASONS[status] ?? "Something went wrong here." });
  };
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

const REASONS: Record<number, string> = {
  400: "This request could not be read.",
  413: "This request is too large.",
  415: "This request cannot be read: send it uncompressed, with the right content type.",
};
