import type { Language } from "../../nouns.ts";
import type { Item } from "./item.ts";
import { textIn } from "./localized.ts";
import { choicesOf } from "./read-choice.ts";
import { sayFirst, say, type Say } from "./say.ts";
import { words } from "./words.ts";

/** A question as it is asked, with its place among all: `2/5 · What is your name?` */
export function askItem(item: Item, items: Item[], language: Language): Say {
  const place = items.length > 1 ? `${items.indexOf(item) + 1}/${items.length} · ` : "";
  const hint = item.required ? undefined : words[language].optional;
  const asked = say(`${place}${textIn(item.text, language)}`, hint);
  return item.kind === "choice" ? { ...asked, choices: choicesOf(item, language) } : asked;
}

/** After a wrong answer: why, how to get out of it after a few, and the question again. */
export function askAgain(
  item: Item,
  items: Item[],
  { language, wrongAnswers }: { language: Language; wrongAnswers: number },
): Say {
  const why = item.error ? textIn(item.error, language) : words[language].wrong[item.kind];
  const wayOut = wrongAnswers >= PATIENCE ? words[language].wayOut : undefined;
  const again = askItem(item, items, language);
  return sayFirst(say(`${why}${rangeOf(item)}`, wayOut).text, again);
}

/** So many wrong answers to one question may mean that the contact wants something else. */
const PATIENCE = 3;

function rangeOf(item: Item): string {
  if (item.kind !== "number" || item.error) return "";
  const { min, max } = item;
  if (min !== undefined && max !== undefined) return ` (${min} – ${max})`;
  if (min !== undefined) return ` (≥ ${min})`;
  return max === undefined ? "" : ` (≤ ${max})`;
}
