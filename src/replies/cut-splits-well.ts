import { blankEnd } from "./cut-blanks.ts";
import type { Span } from "./cut-span.ts";

type Cut = { end: number; next: number; inside: Span[] };

/** Whether every span that is cut through has content on both sides, and can be closed and reopened. */
export function splitsWell(text: string, { end, next, inside }: Cut): boolean {
  return inside.every(
    (span) =>
      blankEnd(text, span.contentStart) < end &&
      blankEnd(text, next) < span.contentEnd &&
      (isMonospace(span) ||
        (rendersBeside(span, text[end - 1]) && rendersBeside(span, text[next]))),
  );
}

function isMonospace({ open }: Span): boolean {
  return open.startsWith("```");
}

/** WhatsApp takes no marker for one that stands beside a blank or beside another of its kind. */
function rendersBeside({ open }: Span, character: string | undefined): boolean {
  return character !== undefined && /\S/.test(character) && character !== open;
}
