import { validateRequest } from "twilio/lib/webhooks/webhooks.js";

/**
 * Makes the check whether Twilio signed these parameters for this URL. The URL is the configured
 * one, never built from the Host header. `validateRequest` throws on some malformed input, and
 * accepts an empty token.
 * https://www.twilio.com/docs/usage/security
 */
export function createIsSigned(authToken: string) {
  return function isSigned(
    signature: string | string[] | undefined,
    url: string,
    parameters: Record<string, unknown>,
  ): boolean {
    if (!authToken || typeof signature !== "string" || !signature) return false;
    try {
      return validateRequest(authToken, signature, url, parameters);
    } catch {
      return false;
    }
  };
}
