/**
 * Makes a function that takes secrets and phone numbers out of a finished log line. It works on the
 * line, because what pino's `redact` is told by name it misses one level deeper, in arrays and in
 * the texts of errors.
 */
export function createScrub(secrets: readonly string[]): (line: string) => string {
  const patterns = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap(spellings)
    .sort((left, right) => right.length - left.length)
    .map(escape);
  const secret = patterns.length > 0 ? new RegExp(patterns.join("|"), "g") : undefined;
  return (line) =>
    (secret ? line.replace(secret, "[secret]") : line)
      .replace(MESSAGE_ID, "wamid.…$1")
      .replace(USER_ID, "[address]")
      .replace(BARE_NUMBER, "0")
      .replace(NUMBER, "[number]");
}

/** Shorter ones are no secrets, and would blank out ordinary words. */
const SHORTEST_SECRET = 8;

/**
 * Eight digits or more that are not part of a word: longer than any id of ours, shorter than none of
 * theirs. What URLs and JSON write before them (`%2B`, `\n`) only looks like a part of a word.
 */
const NUMBER =
  /(?:(?<![A-Za-z0-9.-])|(?<=%[0-9a-f]{2}|\\[nrtbf]))(?!(?<=[[:,])\d{8,9}[,\]}])(?:whatsapp:)?\+?\d{8,}(?![A-Za-z0-9])/gi;

/** Where JSON wants a number, a word would spoil the line; our own ids may have nine digits one day. */
const BARE_NUMBER = /(?<=[[:,])\d{10,}(?=[,\]}])/g;

/** How WhatsApp names a contact whose number is hidden. */
const USER_ID = /[A-Z]{2}\.(?:ENT\.)?\d[A-Za-z0-9]{7,}/g;

/** Meta writes the contact's number into the first half of it, in base64: the last letters tell them apart. */
const MESSAGE_ID = /wamid\.[\w+/-]*([\w+/-]{20}={0,2})/g;

function spellings(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [secret, inJson, encodeURIComponent(secret), ...inBase64(secret)];
}

/** Base64 shows a text in three ways, by where it begins; its edges mix with what is beside it. */
function inBase64(secret: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const firstPure = Math.ceil((before * 8) / 6);
    return bytes.toString("base64").slice(firstPure, Math.floor((bytes.length * 8) / 6));
  });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
