/** Words in place of tokens: the same every time, and easy to count by hand. */
export function countTokens(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

/** What OpenAI had read before, as it caches beginnings: from 1,024 on, in steps of 128. */
export function cachedOf(readBefore: number): number {
  return readBefore < 1024 ? 0 : Math.floor(readBefore / 128) * 128;
}
