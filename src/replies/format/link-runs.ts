import { addressRun, plainRun, wordsOf, type Run } from "./run.ts";

/** A link as `text (address)`, or as the address alone when the text says no more than that. */
export function linkRuns(text: Run[], url: string): Run[] {
  const address = readableAddress(url);
  const words = wordsOf(text);
  if (address === "") return text;
  if (words === "") return [addressRun(address)];
  if (sameAddress(words, address)) return [addressRun(words.startsWith("www.") ? words : address)];
  return [...text, plainRun(" "), addressRun(`(${address})`)];
}

/** A picture in the text as `alt: address`. */
export function imageRuns(alt: string, url: string): Run[] {
  const address = readableAddress(url);
  if (address === "") return [plainRun(alt)];
  if (alt === "" || sameAddress(alt, address)) return [addressRun(address)];
  return [plainRun(`${alt}: `), addressRun(address)];
}

/** Empty for addresses that lead nowhere on a phone: places inside the document, embedded data. */
function readableAddress(url: string): string {
  if (/^(?:#|data:)/i.test(url)) return "";
  return url
    .trim()
    .replace(/^(?:mailto|tel):/i, "")
    .replace(/\s/g, "%20");
}

function sameAddress(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(address: string): string {
  return address
    .toLowerCase()
    .replace(/^(?:https?:\/\/|mailto:|tel:)/, "")
    .replace(/\/$/, "");
}
