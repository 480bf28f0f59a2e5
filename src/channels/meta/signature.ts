import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Makes the check whether Meta signed these bytes. It signs what it sends, escapes included: the
 * same JSON written again has another signature.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
 */
export function createIsSigned(appSecret: string) {
  return function isSigned(signature: string | string[] | undefined, body: Buffer): boolean {
    if (!appSecret || typeof signature !== "string") return false;
    const hex = /^sha256=([0-9a-f]{64})$/.exec(signature)?.[1];
    if (!hex) return false;
    const expected = createHmac("sha256", appSecret).update(body).digest();
    return timingSafeEqual(Buffer.from(hex, "hex"), expected);
  };
}
