import { createHmac } from "node:crypto";

export type Form = [name: string, value: string][];

/** `X-Twilio-Signature` of a form sent to `url`; what follows a `#` is for Twilio alone and is not signed. */
export function sign(authToken: string, url: string, form: Form): string {
  const [signedUrl = ""] = url.split("#");
  const text = [...form]
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([name, value]) => name + value)
    .join("");
  return createHmac("sha1", authToken)
    .update(signedUrl + text, "utf8")
    .digest("base64");
}
