import type { IncomingHttpHeaders } from "node:http";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { parseJson } from "../../parse-json.ts";

export type Submission = z.output<typeof submission>;

/** Answers as they come; `id` is the same when they are sent again. */
export type Signed = { id: string; submission: Submission };

const submission = z.looseObject({
  user_phone: z.string().nullable(),
  user_id: z.string().optional(),
  timestamp: z.iso.datetime(),
  answers: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      value: z.union([z.string(), z.number(), z.null()]),
      answered_at: z.iso.datetime(),
    }),
  ),
});

/** Believes nothing that is not signed with the secret, or was five minutes ago. */
export function createVerify(secret: string) {
  const webhook = secret.startsWith("whsec_")
    ? new Webhook(secret)
    : new Webhook(Buffer.from(secret), { format: "raw" });

  return function verify(headers: IncomingHttpHeaders, body: Buffer): Signed | 400 | 401 {
    const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    const signed = Object.fromEntries(names.map((name) => [name, String(headers[name] ?? "")]));
    try {
      webhook.verify(body, signed, { jsonParse: false });
    } catch {
      return 401;
    }
    const { data } = submission.safeParse(parseJson(body.toString("utf8")));
    return data ? { id: signed["webhook-id"] ?? "", submission: data } : 400;
  };
}
