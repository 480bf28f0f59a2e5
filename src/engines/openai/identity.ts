import { createHmac } from "node:crypto";

/**
 * Who a contact is to OpenAI: the same every time and nobody's number. All numbers can be tried
 * against a plain hash, so the key is the business's secret, which also keeps businesses apart.
 */
export function safetyIdentifier(address: string, apiKey: string): string {
  return createHmac("sha256", apiKey).update(`contact ${address}`).digest("hex");
}
