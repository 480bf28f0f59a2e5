import type { Channels } from "../channels/channels.ts";
import type { Clock } from "../clock.ts";
import type { PartContent } from "../nouns.ts";
import type { Store } from "../store/store.ts";
import type { ClaimedPart } from "../store/work.ts";
import type { LanguageOf } from "../texts/language-of.ts";
import { textsIn } from "../texts/texts.ts";
import { cutIntoParts } from "./cut-text.ts";
import { say } from "./say.ts";

type Dependencies = {
  store: Pick<Store, "wasHeardSince">;
  channels: Channels;
  clock: Clock;
  languageOf: LanguageOf;
  /** A part that goes out later than this after the question says that it is sorry. */
  lateAfterMs: number;
};

/**
 * For an answer that had to wait, for the provider or for the 24-hour window: the same with one
 * honest sentence before it. Nothing when it is not late, or when something of it came already.
 */
export function createOpenLate({ store, channels, clock, languageOf, lateAfterMs }: Dependencies) {
  return async function openLate(part: ClaimedPart): Promise<PartContent[] | undefined> {
    const { content, askedAt, resends } = part;
    const { late } = textsIn(languageOf({ address: part.to, language: part.language }));
    const since = clock.now() - lateAfterMs;
    if (content.kind === "picture" || askedAt >= since || content.text.startsWith(late))
      return undefined;
    // One that may have arrived after all stays as it is: it is known again by its text.
    if (resends > 0 || part.turnId === null || (await store.wasHeardSince(part, since)))
      return undefined;
    const channel = channels.of(part);
    const text = `${late}\n\n${content.text}`;
    if (content.kind === "text")
      return cutIntoParts(text, channel?.maxTextLength ?? text.length).flatMap(say);
    // Better without a word of it than without what can be chosen.
    return channel?.canOffer(text, content.choices) ? [{ ...content, text }] : undefined;
  };
}
