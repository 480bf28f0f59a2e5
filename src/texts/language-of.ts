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
  if (byLetters) return LANGUAGE_OF_LETTERS.get(byLetters) ?? "en";
  const codes = [4, 3, 2].map((length) => address.slice(1, length));
  return codes.map((code) => LANGUAGE_OF_CODE.get(code)).find(Boolean) ?? "en";
}

/** Only countries in which one of our languages is the one that most people write. */
const COUNTRIES: { language: Language; letters: string; codes: string }[] = [
  { language: "es", letters: "ES MX CO AR PE VE CL", codes: "34 52 57 54 51 58 56" },
  {
    language: "es",
    letters: "EC GT CU BO HN PY SV NI CR PA UY",
    codes: "593 502 53 591 504 595 503 505 506 507 598",
  },
  { language: "it", letters: "IT SM VA", codes: "39 378 379" },
  { language: "fr", letters: "FR MC SN CI CM ML BF", codes: "33 377 221 225 237 223 226" },
  { language: "de", letters: "DE AT LI", codes: "49 43 423" },
  { language: "pt", letters: "PT BR AO MZ CV", codes: "351 55 244 258 238" },
];

const LANGUAGE_OF_LETTERS = languagesBy("letters");
const LANGUAGE_OF_CODE = languagesBy("codes");

function languagesBy(key: "letters" | "codes"): ReadonlyMap<string, Language> {
  return new Map(
    COUNTRIES.flatMap((country) => country[key].split(" ").map((one) => [one, country.language])),
  );
}
