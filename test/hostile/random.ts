/** The same numbers for the same seed (mulberry32), so that what was found can be found again. */
export type Random = ReturnType<typeof createRandom>;

export function createRandom(seed: number) {
  let state = seed >>> 0;
  return { below, pick, chance, text };

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0, below this one. */
  function below(limit: number): number {
    return Math.floor(next() * limit);
  }

  function pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error("There is nothing to pick from.");
    return items[below(items.length)] as T;
  }

  function chance(probability: number): boolean {
    return next() < probability;
  }

  /** Up to so many characters of these. */
  function text(characters: readonly string[], most: number): string {
    return Array.from({ length: below(most + 1) }, () => pick(characters)).join("");
  }
}

export function aSeed(): number {
  return Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
}
