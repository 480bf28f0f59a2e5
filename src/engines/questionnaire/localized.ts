import { z } from "zod";
import type { Language } from "../../nouns.ts";

type Localized = Partial<Record<Language, string | undefined>>;

/** A text for all languages, or an object of texts by language, of which at least one is given. */
export function localized(mostCharacters: number) {
  const text = z.string().trim().min(1).max(mostCharacters).optional();
  const byLanguage = { en: text, es: text, it: text, fr: text, de: text, pt: text };
  return z.preprocess(
    (given) => (typeof given === "string" ? { en: given } : given),
    z
      .strictObject(byLanguage satisfies Record<Language, typeof text>, { error: reasonOfText })
      .refine(
        (texts) => Object.keys(texts).length > 0,
        "must hold a text in at least one language",
      ),
  );
}

/** The usual reason would ask for an object alone. */
const reasonOfText: z.core.$ZodErrorMap = ({ code, input }) => {
  if (code !== "invalid_type") return undefined;
  const wrong = input === undefined ? "is missing; add" : "is of the wrong kind; make it";
  return `${wrong} a text in double quotes, or an object with one for each language`;
};

/** In the contact's language where there is one, or else in English, or in the first that there is. */
export function textIn(texts: Localized, language: Language): string {
  return texts[language] ?? texts.en ?? Object.values(texts).find(Boolean) ?? "";
}
