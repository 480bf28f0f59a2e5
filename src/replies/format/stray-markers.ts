import type { Run } from "./run.ts";

/** The literal `*`, `_`, `~` and backticks of a line: characters, but WhatsApp cannot know that. */
export type StrayMarkers = {
  /** Whether one of them would pair with a marker written at `start` or at `end`. */
  disturb(marker: string, start: number, end: number): boolean;
};

export function createStrayMarkers(line: Run[]): StrayMarkers {
  const literal = line.map(literalText).join("");
  const strays = [...literal.matchAll(/[*_~`]/g)]
    .map(({ index }) => strayAt(literal, index))
    .filter((stray) => stray.opens || stray.closes);
  return {
    disturb: (marker, start, end) =>
      strays.some(
        (stray) =>
          stray.marker === marker &&
          stray.index < end &&
          (stray.opens || (stray.closes && stray.index >= start)),
      ),
  };
}

/** WhatsApp looks for no markers inside code. */
function literalText(run: Run): string {
  return run.styles.has("code") ? "x".repeat(run.text.length) : run.text;
}

function strayAt(literal: string, index: number) {
  const before = literal.slice(Math.max(0, index - 2), index);
  const after = literal.slice(index + 1, index + 3);
  return {
    marker: literal.charAt(index),
    index,
    opens: !/[\p{L}\p{N}]$/u.test(before) && /^\S/.test(after),
    closes: /\S$/.test(before) && !/^[\p{L}\p{N}]/u.test(after),
  };
}
