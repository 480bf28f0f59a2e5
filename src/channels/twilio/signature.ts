import twilio from "twilio";

/**
 * Whether Twilio signed these parameters for this URL. The URL is the configured one, never built
 * from the Host header. `validateRequest` throws on some malformed input, and accepts an empty token.
 */
export function isSignedByTwilio(
  authToken: string,
  signature: string | string[] | undefined,
  url: string,
  parameters: Record<string, unknown>,
): boolean {
  if (!authToken || typeof signature !== "string" || !signature) return false;
  try {
    return twilio.validateRequest(authToken, signature, url, parameters);
  } catch {
    return false;
  }
}
