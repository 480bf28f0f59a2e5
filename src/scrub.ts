/**
 * Makes a function that takes secrets and phone numbers out of a finished log line. It works on the
 * line, because what pino's `redact` is told by name it misses one level deeper, in arrays and in
 * the texts of errors.
 */
export function createScrub(secrets: readonly string[]): (line: string) => string {
  const patterns = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret), base64Tail(secret)])
    .map(escape);
  const secret = patterns.length > 0 ? new RegExp(patterns.join("|"), "g") : undefined;
  return (line) => (secret ? line.replace(secret, "[secret]") : line).replace(NUMBER, "[number]");
}

/** Shorter ones are no secrets, and would blank out ordinary words. */
const SHORTEST_SECRET = 8;

/** Eight digits or more that are not part of a word: longer than any id of ours, shorter than none of theirs. */
const NUMBER = /(?<![\w.-])(?:\+|%2B|whatsapp:\+?)?\d{8,}(?![\w])/gi;

/** How it looks at the end of a Basic authorization header, whatever stands before it. */
function base64Tail(secret: string): string {
  return Buffer.from(secret).toString("base64").replace(/=+$/, "");
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
