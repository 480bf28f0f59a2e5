import { addressAt } from "./cut-address.ts";
import { breakKind, type BreakKind } from "./cut-break-kind.ts";
import { graphemeStart, wordStart } from "./cut-graphemes.ts";
import { createPlaces, type Place } from "./cut-places.ts";
import type { Span } from "./cut-span.ts";

export type PlaceOptions = {
  limit: number;
  spans: Span[];
  /** Length of the markers opened again at the beginning: the cut lies behind them. */
  floor: number;
};

type Search = { from: number; downTo: number; outside?: boolean; first?: boolean };

/** A natural place is looked for in the last 40 %: a smaller head wastes a message. */
const GOOD_SHARE = 0.6;

/** To keep formatting whole, a head may be this small. */
const SMALLEST_SHARE = 0.25;

/** Chooses where to cut a text that is longer than `limit`. There always is a place. */
export function choosePlace(window: string, { limit, spans, floor }: PlaceOptions): Place {
  const places = createPlaces(window, { limit, spans });
  const good = { from: limit, downTo: limit * GOOD_SHARE };
  return (
    search({ ...good, outside: true }) ??
    beforeWholeSpan() ??
    search(good) ??
    beforeWholeAddress() ??
    insideWord() ??
    betweenGraphemes(places.atWord) ??
    search({ from: limit, downTo: 0 }) ??
    betweenGraphemes(places.atGrapheme) ??
    places.atCodePoint(floor)
  );

  /** The best kind of break in a range, and of that kind the last; or the last of any kind. */
  function search({ from, downTo, outside = false, first = false }: Search): Place | undefined {
    let best: { kind: BreakKind; place: Place } | undefined;
    for (let at = from; at > floor && at >= downTo; at--) {
      const kind = breakKind(window, at);
      if (kind <= (best?.kind ?? 0)) continue;
      if (outside && places.spansAround(at).length > 0) continue;
      const place = places.atBlank(at);
      if (!place) continue;
      best = { kind, place };
      if (first) break;
    }
    return best?.place;
  }

  function beforeWholeSpan(): Place | undefined {
    const span = places.spansAround(limit)[0];
    if (!span || span.end - span.start > limit) return undefined;
    const downTo = limit * SMALLEST_SHARE;
    return search({ from: span.start, downTo, outside: true, first: true });
  }

  function beforeWholeAddress(): Place | undefined {
    const address = addressAt(window, limit);
    if (!address || address.end - address.start > limit) return undefined;
    return search({ from: address.start, downTo: 0, first: true });
  }

  /** Scripts without blanks have words all the same. */
  function insideWord(): Place | undefined {
    const start = wordStart(window, places.room);
    return start > floor && start >= limit * GOOD_SHARE ? places.atWord(start) : undefined;
  }

  function betweenGraphemes(placeAt: (at: number) => Place | undefined): Place | undefined {
    let at = graphemeStart(window, places.room);
    for (; at > floor; at = graphemeStart(window, at - 1)) {
      const place = placeAt(at);
      if (place) return place;
    }
    return undefined;
  }
}
