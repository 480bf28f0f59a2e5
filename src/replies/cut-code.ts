import { blankEnd } from "./cut-blanks.ts";
import type { Span } from "./cut-span.ts";

/** The inline code that begins with the backtick at `start`, if its line has another. */
export function inlineCodeAt(text: string, start: number): Span | undefined {
  const code = /`[^`\n]+`/y;
  code.lastIndex = start;
  if (!code.test(text)) return undefined;
  const end = code.lastIndex;
  return { start, end, contentStart: start + 1, contentEnd: end - 1, open: "`", close: "`" };
}

/**
 * The monospace that begins with the fence at `start`. Where no end is in sight but the text goes
 * on, it is taken to have one: a long table is likelier than a stray fence.
 */
export function monospaceAt(text: string, start: number, continues: boolean): Span | undefined {
  const fenceEnd = start + FENCE.length;
  const fence = text.indexOf(FENCE, fenceEnd);
  if (fence < 0 && !continues) return undefined;
  const last = fence < 0 ? text.length : fence;
  if (blankEnd(text, fenceEnd) >= last) return undefined;
  const end = fence < 0 ? text.length : fence + FENCE.length;
  const ownLines = text[fenceEnd] === "\n";
  const contentEnd = text[last - 1] === "\n" ? last - 1 : last;
  if (!ownLines)
    return { start, end, contentStart: fenceEnd, contentEnd, open: FENCE, close: FENCE };
  const markers = { open: `${FENCE}\n`, close: `\n${FENCE}` };
  return { start, end, contentStart: fenceEnd + 1, contentEnd, ...markers };
}

const FENCE = "```";
