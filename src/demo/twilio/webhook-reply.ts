import type { WebhookAnswer } from "../call-webhooks.ts";

/**
 * The texts Twilio would send to the contact because of how a webhook was answered: all of a
 * `text/plain` body (so that `OK` by mistake becomes a message), or the messages in TwiML.
 */
export function textsInAnswer({ status, contentType, body }: WebhookAnswer): string[] {
  if (status !== 200) return [];
  if (contentType.startsWith("text/plain")) return body ? [body] : [];
  const messages = body.matchAll(/<Message\b[^>]*>(?:<Body>)?([^<]+)/g);
  return [...messages].map(([, text = ""]) => text);
}
