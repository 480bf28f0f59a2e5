/**
 * What `Retry-After` asks for, in seconds: a number or a date (RFC 9110, 10.2.3). Nothing when it
 * is absent or unreadable; never more than an hour, as some servers name absurd times.
 */
export function retryAfterSeconds(
  headers: Record<string, string>,
  now: number,
): number | undefined {
  const value = headers["retry-after"]?.trim();
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (dateOf(value) - now) / 1000;
  if (!Number.isFinite(seconds)) return undefined;
  return Math.min(Math.max(Math.ceil(seconds), 0), 3600);
}

/** A date of HTTP begins with its weekday; `Date.parse` takes `-5` for one as well. */
function dateOf(value: string): number {
  return /^[A-Z][a-z]{2}/.test(value) ? Date.parse(value) : Number.NaN;
}
