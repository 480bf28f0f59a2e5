import { choosePlace } from "./cut-place.ts";
import { findSpans } from "./cut-spans.ts";

export type WindowOptions = {
  limit: number;
  /** Whether the text goes on behind the window. */
  continues: boolean;
  /** Length of the markers at its beginning that were opened again: a cut lies behind them. */
  floor: number;
};

/**
 * Cuts the beginning of a text that is longer than `limit`: the finished head, where the rest
 * begins in the window, and the markers to open there again.
 */
export function cutWindow(window: string, { limit, continues, floor }: WindowOptions) {
  const spans = findSpans(window, { limit, continues });
  const { end, next, inside } = choosePlace(window, { limit, spans, floor });
  const close = inside.map((span) => span.close).reverse();
  const open = inside.map((span) => span.open);
  return { head: window.slice(0, end) + close.join(""), next, open: open.join("") };
}
