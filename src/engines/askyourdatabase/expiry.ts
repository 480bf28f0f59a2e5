import { z } from "zod";
import { parseJson } from "../../parse-json.ts";

const MARGIN_MS = 5 * 60_000;
const USUAL_LIFE_MS = 7 * 24 * 3600_000;
const LONGEST_LIFE_MS = 365 * 24 * 3600_000;

/**
 * When to stop using a token: what its cookie says, else what it says of itself if it is a JWT,
 * else the seven days that other clients go by; a little earlier, so that it does not end mid-answer.
 */
export function expiryOf(
  { token, lifetimeEndsAt }: { token: string; lifetimeEndsAt?: number | undefined },
  now: number,
): number {
  const endsAt = lifetimeEndsAt ?? jwtExpiry(token, now) ?? now + USUAL_LIFE_MS;
  return Math.min(endsAt, now + LONGEST_LIFE_MS) - MARGIN_MS;
}

const claims = z.object({ exp: z.number().positive() });

/** Unverified: it only decides when we ask for a new token, and one in the past cannot be meant. */
function jwtExpiry(token: string, now: number): number | undefined {
  const { data } = claims.safeParse(payloadOf(token));
  const expiresAt = data && Math.floor(data.exp * 1000);
  return expiresAt !== undefined && expiresAt > now ? expiresAt : undefined;
}

function payloadOf(token: string): unknown {
  return parseJson(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
}
