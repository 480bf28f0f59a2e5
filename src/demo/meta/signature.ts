import { createHmac } from "node:crypto";

/** `X-Hub-Signature-256` of a body, to the byte. */
export function sign(appSecret: string, body: string | Buffer): string {
  return `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
}
