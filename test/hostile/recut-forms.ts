import { bytesOf, encode, signatureOf } from "./request-bytes.ts";
import type { Hostile } from "./exchange.ts";

type Fields = [name: string, value: string][];

/**
 * The signature covers names and values as one string, without anything between them. These are
 * all forms that differ from a signed one in the place of a single border, or lack one field that
 * is hidden in another's value, with the signature of the original.
 */
export function recutForms(original: Record<string, string>): Hostile[] {
  const fields = Object.entries(original).toSorted(([left], [right]) => (left < right ? -1 : 1));
  const headers = { "x-twilio-signature": signatureOf(encode(fields)) };
  return fields
    .flatMap((_, index) => [...withinField(fields, index), ...betweenFields(fields, index)])
    .map((recut) => ({ name: "recut", pieces: [bytesOf({ body: encode(recut), headers })] }));
}

/** The border between a name and its value. */
function withinField(fields: Fields, index: number): Fields[] {
  const [name, value] = fields[index] ?? ["", ""];
  const text = name + value;
  return Array.from({ length: text.length + 1 }, (_, at): Fields =>
    fields.with(index, [text.slice(0, at), text.slice(at)]),
  ).filter((_, at) => at !== name.length);
}

/** The border between a value and the next name, and no border there at all. */
function betweenFields(fields: Fields, index: number): Fields[] {
  const [one, next] = [fields[index], fields[index + 1]];
  if (!one || !next) return [];
  const text = one[1] + next[0];
  const moved = Array.from({ length: text.length + 1 }, (_, at): Fields =>
    fields.toSpliced(index, 2, [one[0], text.slice(0, at)], [text.slice(at), next[1]]),
  ).filter((_, at) => at !== one[1].length);
  return [...moved, fields.toSpliced(index, 2, [one[0], text + next[1]])];
}
