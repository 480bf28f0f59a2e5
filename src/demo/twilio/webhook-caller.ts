import { randomUUID } from "node:crypto";
import { createCallWebhooks } from "../call-webhooks.ts";
import { sign, type Form } from "./signature.ts";

/** Where the server listens, when that is not what Twilio believes: behind a proxy or a tunnel. */
export type WebhookUrl = string | { signedUrl: string; callUrl: string };

export type SignedForm = { url: string; body: string; signature: string };
export type WebhookCaller = ReturnType<typeof createWebhookCaller>;

/** Calls the server as Twilio does: a signed form, 15 s to answer, no retry. */
export function createWebhookCaller(authToken: string) {
  const { call, close } = createCallWebhooks(READ_TIMEOUT_MS);
  return {
    signed: (url: string, form: Form): SignedForm => ({
      url,
      body: new URLSearchParams(form).toString(),
      signature: sign(authToken, url, form),
    }),

    post: (url: string, form: SignedForm) =>
      call(url, { method: "POST", headers: headersOf(form), body: form.body }),

    close,
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
