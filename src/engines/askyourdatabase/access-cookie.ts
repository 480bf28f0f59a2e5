/** The token exactly as it was sent, and when its cookie ends (milliseconds since 1970) if it says so. */
export type AccessCookie = { token: string; lifetimeEndsAt: number | undefined };

/** The first `accessToken` that still lives; one that is empty or over is how a server deletes a cookie. */
export function findAccessCookie(setCookies: string[], now: number): AccessCookie | undefined {
  for (const setCookie of setCookies) {
    const [pair = NOTHING, ...attributes] = setCookie.split(";").map(nameAndValue);
    const [name, token] = pair;
    if (name !== "accessToken" || !token || !FITS_A_HEADER.test(token)) continue;
    const lifetimeEndsAt = endOfLife(attributes, now);
    if (lifetimeEndsAt === undefined || lifetimeEndsAt > now) return { token, lifetimeEndsAt };
  }
  return undefined;
}

/** What cannot be sent back would fail at every question for days. */
const FITS_A_HEADER = /^[!-~]{1,4096}$/;

type NameAndValue = [name: string, value: string];

const NOTHING: NameAndValue = ["", ""];

/** A value may hold `=` itself. */
function nameAndValue(part: string): NameAndValue {
  const [name = ""] = part.split("=", 1);
  return [name.trim(), part.slice(name.length + 1).trim()];
}

/** Max-Age is worth more than Expires (RFC 6265, 5.3). */
function endOfLife(attributes: NameAndValue[], now: number): number | undefined {
  const maxAge = valueOf(attributes, "max-age");
  if (maxAge !== undefined && /^-?\d{1,10}$/.test(maxAge)) return now + Number(maxAge) * 1000;
  const expiresAt = Date.parse(valueOf(attributes, "expires") ?? "");
  return Number.isNaN(expiresAt) ? undefined : expiresAt;
}

function valueOf(attributes: NameAndValue[], wanted: string): string | undefined {
  return attributes.find(([name]) => name.toLowerCase() === wanted)?.[1];
}
