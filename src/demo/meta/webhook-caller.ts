import { createCallWebhooks } from "../call-webhooks.ts";
import { metaJson } from "./meta-json.ts";
import { sign } from "./signature.ts";

export type SignedBody = { body: string; signature: string };
export type WebhookCaller = ReturnType<typeof createWebhookCaller>;

/** Calls the server as Meta does: a signed body, to the byte. */
export function createWebhookCaller(appSecret: string) {
  const { call, close } = createCallWebhooks(READ_TIMEOUT_MS);
  return {
    signed(value: unknown): SignedBody {
      const body = metaJson(value);
      return { body, signature: sign(appSecret, body) };
    },

    post: (url: string, { body, signature }: SignedBody) =>
      call(url, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "User-Agent": "facebookexternalua",
          "X-Hub-Signature-256": signature,
        },
        body,
      }),

    get: (url: string) =>
      call(url, { method: "GET", headers: { "User-Agent": "facebookplatform/1.0" } }),

    close,
  };
}

/** Not documented; long enough for a server that is under load. */
const READ_TIMEOUT_MS = 20_000;
