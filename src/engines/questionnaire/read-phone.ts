/** A number with its country (E.164), as `+491701234567`; blanks, dashes, dots and brackets may stand in it. */
export function readPhone(text: string): string | undefined {
  // Germans write +49 (0) 170, where the zero is for callers from within the country.
  const digits = text
    .normalize("NFKC")
    .replace("(0)", "")
    .replace(/[\s().\u2010-\u2013/-]/g, "")
    .replace(/^00/, "+");
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}
