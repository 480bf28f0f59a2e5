import { inlineCodeAt, monospaceAt } from "./cut-code.ts";
import type { Span } from "./cut-span.ts";

/** Finds what WhatsApp would format, among all that begins before `limit`; outer spans first. */
export function findSpans(
  window: string,
  { limit, continues }: { limit: number; continues: boolean },
): Span[] {
  const spans: Span[] = [];
  let opened: { marker: string; index: number }[] = [];
  const token = /```|[`*_~\n]/g;
  for (let match = token.exec(window); match; match = token.exec(window)) {
    if (match.index >= limit && opened.length === 0) break;
    token.lastIndex = read(match[0], match.index);
  }
  return spans.sort((one, other) => one.start - other.start);

  /** Takes in one token; returns where to go on. */
  function read(token: string, index: number): number {
    if (token === "\n") opened = [];
    else if (token === "```") return readMonospace(index);
    else if (token === "`") return readCode(index);
    else readMarker(token, index);
    return index + 1;
  }

  function readMonospace(index: number): number {
    const span = monospaceAt(window, index, continues);
    if (!span) return index + 3;
    // It may go over lines, which nothing else does.
    opened = [];
    spans.push(span);
    return span.end;
  }

  function readCode(index: number): number {
    const span = inlineCodeAt(window, index);
    if (span) spans.push(span);
    return span?.end ?? index + 1;
  }

  function readMarker(marker: string, index: number) {
    const depth = opened.findIndex((one) => one.marker === marker);
    const start = opened[depth]?.index;
    if (start === undefined) {
      if (canOpen(window, index)) opened.push({ marker, index });
    } else if (canClose(window, index)) {
      spans.push(styled(marker, start, index));
      opened.length = depth;
    }
  }
}

function styled(marker: string, start: number, last: number): Span {
  const content = { contentStart: start + 1, contentEnd: last };
  return { start, end: last + 1, ...content, open: marker, close: marker };
}

function canOpen(text: string, index: number): boolean {
  const after = text.charAt(index + 1);
  return (
    !ENDS_IN_WORD.test(text.slice(Math.max(0, index - 2), index)) &&
    standsBeside(text, index, after)
  );
}

function canClose(text: string, index: number): boolean {
  const before = text.charAt(index - 1);
  return (
    !STARTS_IN_WORD.test(text.slice(index + 1, index + 3)) && standsBeside(text, index, before)
  );
}

/** A marker has content beside it: neither a blank nor another of its kind. */
function standsBeside(text: string, index: number, content: string): boolean {
  return /\S/.test(content) && content !== text.charAt(index);
}

const ENDS_IN_WORD = /[\p{L}\p{N}\p{M}]$/u;
const STARTS_IN_WORD = /^[\p{L}\p{N}\p{M}]/u;
