import { blankEnd } from "./cut-blanks.ts";
import { cutWindow } from "./cut-window.ts";

/** Below this, closing and reopening markers could leave no room for a letter. */
export const MIN_CUT_LIMIT = 20;

/**
 * Cuts a WhatsApp-formatted text so that `head` has at most `limit` UTF-16 code units; `rest` is
 * empty when nothing is left. The cut is at the best of: paragraph, line, sentence, word, grapheme.
 * Markers open at the cut are closed in `head` and opened again in `rest`.
 *
 * Nothing is lost. For a text that does not fit there are markers `open` and `close`, both empty
 * outside of formatting, such that
 *
 *     head = text.slice(start, end) + close      rest = open + text.slice(next)
 *
 * and `text.slice(0, start)` and `text.slice(end, next)` hold only whitespace. A `rest` of
 * whitespace alone is empty. Formatting is recognised when it ends within `reachOf(limit)`.
 *
 * Throws `RangeError` for a limit below `MIN_CUT_LIMIT`.
 */
export function cutText(text: string, limit: number): { head: string; rest: string } {
  if (text.length <= limit) return { head: text, rest: "" };
  const { head, next } = cutOnce(text, START, limit);
  return { head, rest: next ? next.open + text.slice(next.at) : "" };
}

/** All the parts of a text, each cut as by `cutText`; none of them blank. Linear in the text. */
export function cutIntoParts(text: string, limit: number): string[] {
  const parts: string[] = [];
  for (let from: Position | undefined = START; from;) {
    const { head, next } = cutOnce(text, from, limit);
    if (head.trim() !== "") parts.push(head);
    from = next;
  }
  return parts;
}

/** Where a part begins, and the markers that the part before left open. */
type Position = { at: number; open: string };

const START: Position = { at: 0, open: "" };

function cutOnce(text: string, from: Position, limit: number): { head: string; next?: Position } {
  if (!(limit >= MIN_CUT_LIMIT)) throw new RangeError(`cut limit below ${MIN_CUT_LIMIT}: ${limit}`);
  const { open } = from;
  if (fits(text, from, limit)) return { head: open + text.slice(from.at) };
  const at = open === "" ? withoutBlankStart(text, from.at, limit) : from.at;
  if (fits(text, { at, open }, limit)) return { head: open + text.slice(at) };
  const end = at - open.length + reachOf(limit);
  const window = open + text.slice(at, end);
  const cut = cutWindow(window, { limit, continues: end < text.length, floor: open.length });
  const next = { at: at - open.length + cut.next, open: cut.open };
  return isBlankFrom(text, next) ? { head: cut.head } : { head: cut.head, next };
}

function fits(text: string, { at, open }: Position, limit: number): boolean {
  return open.length + text.length - at <= limit;
}

/** How far a cut looks, however long the text is, so that cutting all of it stays linear. */
function reachOf(limit: number): number {
  return 5 * limit + 4000;
}

/** Blank lines are dropped; indentation stays unless there is little else. */
function withoutBlankStart(text: string, at: number, limit: number): number {
  const end = blankEnd(text, at);
  const lineStart = at + text.slice(at, end).lastIndexOf("\n") + 1;
  return end === text.length || end - lineStart > limit / 2 ? end : lineStart;
}

function isBlankFrom(text: string, { at, open }: Position): boolean {
  return open === "" && blankEnd(text, at) === text.length;
}
