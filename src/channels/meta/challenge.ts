import { createHash, timingSafeEqual } from "node:crypto";
import type { Refusal, WebhookReply, WebhookRequest } from "../channel.ts";

/**
 * Answers Meta's question whether this address is ours: with its own challenge, if it knows the
 * token. Only letters and digits go back, so that nobody can have a page of theirs shown under our
 * address.
 */
export function createAnswerChallenge(verifyToken: string) {
  const expected = digest(verifyToken);

  return function answerChallenge({
    originalUrl,
  }: Pick<WebhookRequest, "originalUrl">): Refusal | { kind: "reply"; reply: WebhookReply } {
    const query = new URLSearchParams(originalUrl.split("?")[1]);
    const challenge = query.get("hub.challenge") ?? "";
    if (query.get("hub.mode") !== "subscribe" || !isToken(query.get("hub.verify_token")))
      return { kind: "refusal", status: 403, reason: TOKEN_REPAIR };
    if (!/^\w{1,128}$/.test(challenge))
      return { kind: "refusal", status: 403, reason: "the challenge is not one of Meta's" };
    return { kind: "reply", reply: { status: 200, contentType: "text/plain", body: challenge } };
  };

  /** Digests are of one length, so that the time tells nothing about the token. */
  function isToken(given: string | null): boolean {
    return Boolean(verifyToken) && given !== null && timingSafeEqual(digest(given), expected);
  }
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

const TOKEN_REPAIR =
  "not Meta's verification: VERIFY_TOKEN must be exactly the verify token entered in the app dashboard";
