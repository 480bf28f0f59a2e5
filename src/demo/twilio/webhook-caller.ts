import { randomUUID } from "node:crypto";
import { Agent, request } from "undici";
import { sign, type Form } from "./signature.ts";

/** Where the server listens, when that is not what Twilio believes: behind a proxy or a tunnel. */
export type WebhookUrl = string | { signedUrl: string; callUrl: string };

export type SignedForm = { url: string; body: string; signature: string };
export type WebhookAnswer = { status: number; contentType: string; body: string };
export type WebhookCaller = ReturnType<typeof createWebhookCaller>;

/** Calls the server as Twilio does: a signed form, 15 s to answer, no retry. */
export function createWebhookCaller(authToken: string) {
  const agent = new Agent({ connections: null, pipelining: 1, keepAliveTimeout: 4_000 });
  return {
    signed: (url: string, form: Form): SignedForm => ({
      url,
      body: new URLSearchParams(form).toString(),
      signature: sign(authToken, url, form),
    }),

    async call(callUrl: string, form: SignedForm): Promise<WebhookAnswer> {
      const response = await request(callUrl, {
        dispatcher: agent,
        method: "POST",
        headers: headersOf(form),
        body: form.body,
        headersTimeout: READ_TIMEOUT_MS,
        bodyTimeout: READ_TIMEOUT_MS,
      });
      const contentType = String(response.headers["content-type"] ?? "");
      return { status: response.statusCode, contentType, body: await response.body.text() };
    },

    close: () => agent.destroy(),
  };
}

function headersOf(form: SignedForm): Record<string, string> {
  return {
    "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
    "User-Agent": "TwilioProxy/1.1",
    "X-Twilio-Signature": form.signature,
    "I-Twilio-Idempotency-Token": randomUUID(),
  };
}

const READ_TIMEOUT_MS = 15_000;
