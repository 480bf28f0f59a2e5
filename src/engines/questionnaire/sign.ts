import { Webhook } from "standardwebhooks";
import { TellOperator } from "../../errors.ts";

type Sign = (id: string, at: number, body: string) => Record<string, string>;

/**
 * Headers that prove where a request comes from (standardwebhooks.com). A secret that begins with
 * `whsec_` is base64 after that; any other is taken as it stands.
 */
export function createSign(secret: string): Sign {
  const webhook = openSecret(secret);
  return (id, at, body) => ({
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1000)),
    "webhook-signature": webhook.sign(id, new Date(at), body),
  });
}

function openSecret(secret: string): Webhook {
  const key = secret.startsWith("whsec_") ? fromBase64(secret.slice(6)) : Buffer.from(secret);
  if (key.length >= LEAST_BYTES) return new Webhook(key, { format: "raw" });
  throw new TellOperator(
    "external_api_bad_secret",
    "EXTERNAL_API_SECRET cannot be used: set it to whsec_ and the base64 of at least 24 bytes, or to at least 24 characters.",
  );
}

/** What Standard Webhooks asks for at least. */
const LEAST_BYTES = 24;

/** Empty for what is no base64. */
function fromBase64(text: string): Buffer {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : Buffer.alloc(0);
}
