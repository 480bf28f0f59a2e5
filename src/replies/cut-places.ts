import { isBlank, lineAwareBlankEnd } from "./cut-blanks.ts";
import { isGraphemeStart } from "./cut-graphemes.ts";
import type { Span } from "./cut-span.ts";
import { splitsWell } from "./cut-splits-well.ts";

/** The text before `end`, the text from `next` on, and the spans cut through, outer ones first. */
export type Place = { end: number; next: number; inside: Span[] };

/** Says for each position of a window whether it can be cut there, from strict to lax. */
export function createPlaces(window: string, { limit, spans }: { limit: number; spans: Span[] }) {
  const room = limit - closeLength(spansAround(limit));
  return { room, spansAround, atBlank, atWord, atGrapheme, atCodePoint };

  /** At blanks, which are dropped. */
  function atBlank(at: number): Place | undefined {
    return checked({ end: at, next: lineAwareBlankEnd(window, at), inside: spansAround(at) });
  }

  /** Not beside a marker: at the edge of a part it would be taken for formatting. */
  function atWord(at: number): Place | undefined {
    return isMarker(window[at - 1]) || isMarker(window[at]) ? undefined : atGrapheme(at);
  }

  function atGrapheme(at: number): Place | undefined {
    if (isBlank(window[at - 1])) return undefined;
    if (isBlank(window[at])) return atBlank(at);
    return checked({ end: at, next: at, inside: spansAround(at) });
  }

  /** For graphemes longer than a message, and markers without end: always somewhere behind `floor`. */
  function atCodePoint(floor: number): Place {
    for (let at = limit; at > floor; at--) {
      const inside = spansAround(at);
      const apart = inside.every((span) => span.contentStart < at && at < span.contentEnd);
      if (apart && fits(at, inside) && !isLowSurrogate(window, at))
        return { end: at, next: at, inside };
    }
    const end = isLowSurrogate(window, limit) ? limit - 1 : limit;
    return { end, next: end, inside: [] };
  }

  /** Cheapest first: far from ASCII, finding out where a grapheme begins takes time. */
  function checked(place: Place): Place | undefined {
    const { end, next, inside } = place;
    const whole = () => isGraphemeStart(window, end) && isGraphemeStart(window, next);
    return fits(end, inside) && splitsWell(window, place) && whole() ? place : undefined;
  }

  function fits(at: number, inside: Span[]): boolean {
    return at + closeLength(inside) <= limit;
  }

  function spansAround(at: number): Span[] {
    return spans.filter((span) => span.start < at && at < span.end);
  }
}

function closeLength(inside: Span[]): number {
  return inside.reduce((length, span) => length + span.close.length, 0);
}

function isMarker(character: string | undefined): boolean {
  return character !== undefined && "*_~`".includes(character);
}

function isLowSurrogate(text: string, at: number): boolean {
  return /^[\udc00-\udfff]/.test(text.charAt(at)) && /^[\ud800-\udbff]/.test(text.charAt(at - 1));
}
