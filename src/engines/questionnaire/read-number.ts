import type { Language } from "../../nouns.ts";

/**
 * A number as people write it: `1234.5`, `1,234.5`, `1.234,5`, `1 234,5`, `1'234.5`. Where both ways
 * make sense (`1.234`), the language decides. At most 15 digits, which a number can hold exactly.
 */
export function readNumber(text: string, language: Language): number | undefined {
  const written = text.normalize("NFKC").trim().replaceAll("−", "-").replaceAll("’", "'");
  if (written.replace(/\D/g, "").length > MOST_DIGITS) return undefined;
  const ways = language === "en" ? [ENGLISH, CONTINENTAL] : [CONTINENTAL, ENGLISH];
  const way = ways.find(({ pattern }) => pattern.test(written));
  return way && Number(written.replace(way.groupMarks, "").replace(",", "."));
}

const MOST_DIGITS = 15;

const ENGLISH = {
  pattern: /^[+-]?(\d+|[1-9]\d{0,2}([,' ])\d{3}(\2\d{3})*)(\.\d+)?$/,
  groupMarks: /[,' ]/g,
};

const CONTINENTAL = {
  pattern: /^[+-]?(\d+|[1-9]\d{0,2}([.' ])\d{3}(\2\d{3})*)(,\d+)?$/,
  groupMarks: /[.' ]/g,
};
