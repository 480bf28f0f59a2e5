import { z } from "zod";
import type { Language } from "../../nouns.ts";

export type Localized = Partial<Record<Language, string | undefined>>;

/** A text for all languages, or an object of texts by language, of which at least one is given. */
export function localized(mostCharacters: number) {
  const text = z.string().trim().min(1).max(mostCharacters).optional();
  const byLanguage = { en: text, es: text, it: text, fr: text, de: text, pt: text };
  return z.preprocess(
    (given) => (typeof given === "string" ? { en: given } : given),
    z
      .strictObject(byLanguage satisfies Record<Language, typeof text>)
      .refine(
        (texts) => Object.keys(texts).length > 0,
        "must hold a text in at least one language",
      ),
  );
}

/** In the contact's language where there is one, or else in English, or in the first that there is. */
export function textIn(texts: Localized, language: Language): string {
  return texts[language] ?? texts.en ?? Object.values(texts).find(Boolean) ?? "";
}
