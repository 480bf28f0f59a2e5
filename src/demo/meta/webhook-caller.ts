import { Agent, request } from "undici";
import { metaJson } from "./meta-json.ts";
import { sign } from "./signature.ts";

export type SignedBody = { body: string; signature: string };
export type WebhookAnswer = { status: number; contentType: string; body: string };
export type WebhookCaller = ReturnType<typeof createWebhookCaller>;

/** Calls the server as Meta does: a signed body, to the byte. */
export function createWebhookCaller(appSecret: string) {
  const agent = new Agent({ connections: null, pipelining: 1, keepAliveTimeout: 4_000 });
  return {
    signed(value: unknown): SignedBody {
      const body = metaJson(value);
      return { body, signature: sign(appSecret, body) };
    },

    post: (url: string, { body, signature }: SignedBody) =>
      answerOf(url, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "User-Agent": "facebookexternalua",
          "X-Hub-Signature-256": signature,
        },
        body,
      }),

    get: (url: string) =>
      answerOf(url, { method: "GET", headers: { "User-Agent": "facebookplatform/1.0" } }),

    close: () => agent.destroy(),
  };

  async function answerOf(
    url: string,
    options: { method: "GET" | "POST"; headers: Record<string, string>; body?: string },
  ): Promise<WebhookAnswer> {
    const timeouts = { headersTimeout: READ_TIMEOUT_MS, bodyTimeout: READ_TIMEOUT_MS };
    const response = await request(url, { dispatcher: agent, ...timeouts, ...options });
    const contentType = String(response.headers["content-type"] ?? "");
    return { status: response.statusCode, contentType, body: await response.body.text() };
  }
}

/** Not documented; long enough for a server that is under load. */
const READ_TIMEOUT_MS = 20_000;
