import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { validateRequest } from "twilio/lib/webhooks/webhooks.js";

/**
 * Makes the check whether Twilio signed these parameters for this URL. The URL is the configured
 * one, never built from the Host header. What is signed for exactly this URL is recognised here;
 * everything else is left to `validateRequest`, which also tries the URL's other spellings (with
 * and without the port), and costs several times as much. It throws on some malformed input, and
 * accepts an empty token.
 * https://www.twilio.com/docs/usage/security
 */
export function createIsSigned(authToken: string) {
  const key = createSecretKey(authToken, "utf8");

  return function isSigned(
    signature: string | string[] | undefined,
    url: string,
    parameters: Record<string, unknown>,
  ): boolean {
    if (!authToken || typeof signature !== "string" || !signature) return false;
    if (isPlain(parameters) && isEqual(signatureOf(url, parameters), signature)) return true;
    try {
      return validateRequest(authToken, signature, url, parameters);
    } catch {
      return false;
    }
  };

  function signatureOf(url: string, parameters: Record<string, string>): string {
    let signed = url;
    // Twilio's order is that of the bytes: the default order of strings, which no locale changes.
    for (const name of Object.keys(parameters).toSorted()) signed += name + parameters[name];
    return createHmac("sha1", key).update(signed, "utf8").digest("base64");
  }
}

/** Names that stand more than once have rules of their own. */
function isPlain(parameters: Record<string, unknown>): parameters is Record<string, string> {
  return Object.values(parameters).every((value) => typeof value === "string");
}

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
