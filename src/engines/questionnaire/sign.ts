import { Webhook } from "standardwebhooks";
import { signingKey } from "../../settings/signing-key.ts";

type Sign = (id: string, at: number, body: string) => Record<string, string>;

/** Headers that prove where a request comes from (standardwebhooks.com). */
export function createSign(secret: string): Sign {
  const key = signingKey(secret);
  if (!key) throw new Error("The settings let no such secret in.");
  const webhook = new Webhook(key, { format: "raw" });
  return (id, at, body) => ({
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at / 1000)),
    "webhook-signature": webhook.sign(id, new Date(at), body),
  });
}
