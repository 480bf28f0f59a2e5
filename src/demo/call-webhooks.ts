import { Agent, request } from "undici";

export type WebhookAnswer = { status: number; contentType: string; body: string };

type Call = { method: "GET" | "POST"; headers: Record<string, string>; body?: string };

/** Calls the server's webhooks, as many at one time as there are, and gives up on slow ones. */
export function createCallWebhooks(timeoutMs: number) {
  const dispatcher = new Agent({ connections: null, pipelining: 1, keepAliveTimeout: 4_000 });
  const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  return {
    async call(url: string, call: Call): Promise<WebhookAnswer> {
      const response = await request(url, { dispatcher, ...timeouts, ...call });
      const contentType = String(response.headers["content-type"] ?? "");
      return { status: response.statusCode, contentType, body: await response.body.text() };
    },
    close: () => dispatcher.destroy(),
  };
}
