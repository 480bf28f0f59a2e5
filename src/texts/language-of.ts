import type { Language } from "../nouns.ts";

export type LanguageOf = (contact: { address: string; language?: Language | null }) => Language;

/**
 * The language our own texts are in: the one whose words the contact used, else that of the business,
 * else (`auto`) that of the country in a contact's address.
 */
export function createLanguageOf(ofBusiness: Language | "auto"): LanguageOf {
  return function languageOf({ address, language }) {
    if (language) return language;
    return ofBusiness === "auto" ? ofCountry(address) : ofBusiness;
  };
}

/** A number begins with its country's code, a user id with the two letters of its country. */
function ofCountry(address: string): Language {
  const byLetters = /^([A-Z]{2})\./.exec(address)?.[1];
  if (byLetters) return LANGUAGE_OF_LETTERS[byLetters] ?? "en";
  const codes = [4, 3, 2].map((length) => address.slice(1, length));
  return codes.map((code) => LANGUAGE_OF_CODE[code]).find((found) => found !== undefined) ?? "en";
}

/** Only countries in which one of our languages is the one that most people write. */
const COUNTRIES: [Language, letters: string, codes: string][] = [
  ["es", "ES MX CO AR PE VE CL", "34 52 57 54 51 58 56"],
  ["es", "EC GT CU BO HN PY SV NI CR PA UY", "593 502 53 591 504 595 503 505 506 507 598"],
  ["it", "IT SM VA", "39 378 379"],
  ["fr", "FR MC SN CI CM ML BF", "33 377 221 225 237 223 226"],
  ["de", "DE AT LI", "49 43 423"],
  ["pt", "PT BR AO MZ CV", "351 55 244 258 238"],
];

const LANGUAGE_OF_LETTERS = tableOf((letters) => letters);
const LANGUAGE_OF_CODE = tableOf((_letters, codes) => codes);

function tableOf(pick: (letters: string, codes: string) => string): Record<string, Language> {
  return Object.fromEntries(
    COUNTRIES.flatMap(([language, letters, codes]) =>
      pick(letters, codes)
        .split(" ")
        .map((key) => [key, language]),
    ),
  );
}
