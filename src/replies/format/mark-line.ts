import type { Run, Style } from "./run.ts";
import { createStrayMarkers, type StrayMarkers } from "./stray-markers.ts";

export const MARKER = { bold: "*", italic: "_", strike: "~", code: "`" } as const;

/** Outermost first, where two styles begin and end together. */
const STYLES: Style[] = ["bold", "italic", "strike", "code"];

type Piece = Run & { start: number; end: number };

/** What stands beside a stretch of the line, markers left out. */
type Around = { before: string; after: string; open: Style[]; strays: StrayMarkers };

/**
 * Writes one line of runs with WhatsApp's markers. A marker is left out where WhatsApp would show
 * it as a character: beside a letter or digit, or where a literal marker would pair with it.
 */
export function markLine(runs: Run[]): string {
  let end = 0;
  const pieces = runs.map((run) => ({ ...run, start: end, end: (end += run.text.length) }));
  return mark(pieces, { before: "", after: "", open: [], strays: createStrayMarkers(runs) });
}

function mark(pieces: Piece[], around: Around): string {
  const written: string[] = [];
  let before = around.before;
  for (let index = 0; index < pieces.length;) {
    const { style, length } = longestStyle(pieces, index, around.open);
    const stretch = pieces.slice(index, index + length);
    index += length;
    const after = pieces[index]?.text ?? around.after;
    written.push(style ? span(style, stretch, { ...around, before, after }) : textOf(stretch));
    before = stretch.at(-1)?.text ?? before;
  }
  return written.join("");
}

/** The style not yet open that lasts longest from here: `_a *b* c_` rather than `_a_ *_b_* _c_`. */
function longestStyle(pieces: Piece[], from: number, open: Style[]) {
  let longest: { style?: Style; length: number } = { length: 0 };
  for (const style of STYLES) {
    if (open.includes(style)) continue;
    const length = lengthOf(style, pieces, from);
    if (length > longest.length) longest = { style, length };
  }
  return longest.style ? longest : { length: 1 };
}

function lengthOf(style: Style, pieces: Piece[], from: number): number {
  let end = from;
  for (; end < pieces.length; end++) if (!pieces[end]?.styles.has(style)) break;
  return end - from;
}

function span(style: Style, stretch: Piece[], around: Around): string {
  const { lead, core, tail } = withoutBlankEnds(stretch);
  const before = lead || around.before;
  const after = tail || around.after;
  const inner = mark(core, { ...around, before, after, open: [...around.open, style] });
  const marker = renders(style, core, { ...around, before, after }) ? MARKER[style] : "";
  return lead + marker + inner + marker + tail;
}

/** WhatsApp shows `* x *` as it stands: blanks belong outside the markers. */
function withoutBlankEnds(stretch: Piece[]) {
  const text = textOf(stretch);
  const lead = text.slice(0, text.length - text.trimStart().length);
  const tail = text.slice(Math.max(lead.length, text.trimEnd().length));
  const first = (stretch[0]?.start ?? 0) + lead.length;
  const last = (stretch.at(-1)?.end ?? 0) - tail.length;
  return { lead, core: stretch.flatMap((piece) => clipped(piece, first, last)), tail };
}

function clipped(piece: Piece, first: number, last: number): Piece[] {
  const start = Math.max(piece.start, first);
  const end = Math.min(piece.end, last);
  const text = piece.text.slice(start - piece.start, end - piece.start);
  return start < end ? [{ ...piece, text, start, end }] : [];
}

function renders(style: Style, core: Piece[], { before, after, strays }: Around): boolean {
  const [first, last] = [core[0], core.at(-1)];
  if (!first || !last) return false;
  if (ENDS_IN_WORD.test(before.slice(-2)) || STARTS_IN_WORD.test(after)) return false;
  if (style === "code")
    return !textOf(core).includes("`") && !strays.disturb("`", first.start, first.start);
  return !strays.disturb(MARKER[style], first.start, last.end);
}

/** Literal markers count as letters: `**` would be neither one marker nor the other. */
const ENDS_IN_WORD = /[\p{L}\p{N}\p{M}*_~`]$/u;
const STARTS_IN_WORD = /^[\p{L}\p{N}\p{M}*_~`]/u;

function textOf(pieces: Piece[]): string {
  return pieces.map((piece) => piece.text).join("");
}
