import { randomInt } from "node:crypto";
import type { WebhookAnswer } from "../call-webhooks.ts";
import type { Webhooks } from "./webhooks.ts";

export type Verify = (changes?: Partial<Question>) => Promise<WebhookAnswer & Question>;

type Question = { mode: string; challenge: string; verifyToken: string };

/** Asks the server whether the webhook is its own; whoever knows the token repeats the challenge. */
export function createVerify(verifyToken: string, webhooks: Pick<Webhooks, "verify">): Verify {
  return async function verify(changes = {}) {
    const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
    const question = { mode: "subscribe", challenge, verifyToken, ...changes };
    const answer = await webhooks.verify({
      "hub.mode": question.mode,
      "hub.challenge": question.challenge,
      "hub.verify_token": question.verifyToken,
    });
    return { ...answer, ...question };
  };
}
