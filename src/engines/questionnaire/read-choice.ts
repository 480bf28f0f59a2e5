import type { Choice, Language } from "../../nouns.ts";
import { plainWord } from "../../plain-word.ts";
import type { Question } from "../engine.ts";
import type { ChoiceItem } from "./item.ts";
import { textIn } from "./localized.ts";

/** What a contact may choose from. Each id names its question: buttons can be pressed days later. */
export function choicesOf(item: ChoiceItem, language: Language): Choice[] {
  return item.choices.map(({ id, title, description }) => ({
    id: `${item.id}:${id}`,
    title: textIn(title, language),
    ...(description && { description: textIn(description, language) }),
  }));
}

/** The id of what was chosen: by its button, by its title, or by its place in the list. */
export function readChoice(
  item: ChoiceItem,
  { text, payload, language }: Pick<Question, "text" | "payload" | "language">,
): string | undefined {
  const written = text.trim().toLowerCase();
  const [, place = "none"] = /^(\d{1,2})[.)]?$/.exec(written) ?? [];
  const offered = choicesOf(item, language);
  const chosen =
    offered.find(({ id }) => id === payload) ??
    offered.find(({ title }) => title.toLowerCase() === written) ??
    atPlace(place, offered) ??
    meantBy(text, offered);
  return chosen?.id.slice(item.id.length + 1);
}

/** Whoever writes 5 for "5 stars" does not mean the fifth: where it may be either, it is asked again. */
function atPlace(place: string, offered: Choice[]): Choice | undefined {
  const index = Number(place) - 1;
  const named = (title: string) => title.match(/\d+/g)?.some((one) => Number(one) === index + 1);
  const isAmbiguous = offered.some(({ title }, other) => other !== index && named(title));
  return isAmbiguous ? undefined : offered[index];
}

/** `si` for `Sí`, `Yes!` for `Yes`: as people type it, where it can only mean one of them. */
function meantBy(text: string, offered: Choice[]): Choice | undefined {
  const word = plainWord(text);
  const meant = word ? offered.filter(({ title }) => plainWord(title) === word) : [];
  return meant.length === 1 ? meant[0] : undefined;
}

/** The id of the question whose button was pressed. */
export function askedBy(payload: string | undefined): string | undefined {
  return payload?.includes(":") ? payload.split(":")[0] : undefined;
}
