import type { OpenAI } from "openai";
import type { Exchange } from "../../nouns.ts";

type Item = OpenAI.Responses.EasyInputMessage;

/**
 * What was said, as a model reads it, oldest first. All of it is paid for with every question, so
 * the newest goes in until there is no room, and a very long text is not taken whole.
 */
export function itemsOf(exchanges: Exchange[], mostLetters = MOST_LETTERS): Item[] {
  const kept: Item[][] = [];
  let room = mostLetters;
  for (const exchange of exchanges.toReversed()) {
    const items = itemsOfOne(exchange);
    room -= items.reduce((sum, { content }) => sum + content.length, 0);
    if (room < 0) break;
    kept.unshift(items);
  }
  return kept.flat();
}

/** About 10,000 tokens. */
const MOST_LETTERS = 40_000;
const MOST_LETTERS_OF_ONE = 6_000;

/** A voice message has no words of its own, and an answer may be a picture: nothing is left out otherwise. */
function itemsOfOne({ question, answer }: Exchange) {
  return [
    { role: "user" as const, content: shortened(question) },
    { role: "assistant" as const, content: shortened(answer) },
  ].filter(({ content }) => content !== "");
}

function shortened(text: string): string {
  if (text.length <= MOST_LETTERS_OF_ONE) return text;
  return `${text.slice(0, MOST_LETTERS_OF_ONE).toWellFormed()} …`;
}
