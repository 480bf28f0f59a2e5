import { printParseErrorCode, type ParseErrorCode } from "jsonc-parser";

/**
 * What keeps a text from being JSON, in plain words and with the repair. `found` is the letter where
 * it goes wrong, none at the end of the file; `end` is the bracket that would end what it stands in.
 */
export function whyNoJson(error: ParseErrorCode, found?: string, end?: string): string {
  if (!found) return "the file ends too early; close every { with } and every [ with ]";
  const code = printParseErrorCode(error);
  const reason = REASONS[code] ?? REASONS_BY_LETTER[found] ?? commaTooMany(code, found);
  if (reason) return reason;
  const wanted = WANTED[code] ?? `a comma or ${end}`;
  return `${wanted} was expected before ${JSON.stringify(found)}; add it`;
}

const TEXT =
  'a text here is not right; end it with " on the same line, and write \\n for a new line and \\" for a quote';
const NUMBER = "a number here is not right; write it like 12 or 12.5";

const REASONS: Partial<Record<string, string>> = {
  InvalidCharacter: TEXT,
  InvalidEscapeCharacter: TEXT,
  InvalidUnicode: TEXT,
  UnexpectedEndOfString: TEXT,
  InvalidNumberFormat: NUMBER,
  UnexpectedEndOfNumber: NUMBER,
  EndOfFileExpected: "nothing may follow the last bracket; remove it",
  ColonExpected: "a colon is missing before this",
};

const COMMENT = "JSON has no comments; remove this one";

const REASONS_BY_LETTER: Partial<Record<string, string>> = {
  "/": COMMENT,
  "#": COMMENT,
  "'": "texts stand in double quotes; write \" instead of '",
};

function commaTooMany(code: string, found: string): string | undefined {
  if (code === "PropertyNameExpected" && found === "}")
    return "the comma before this is too many; remove it";
  if (code === "ValueExpected" && (found === "}" || found === "]"))
    return "a value is missing here, or the comma before it is too many; remove it";
  return undefined;
}

const WANTED: Partial<Record<string, string>> = {
  PropertyNameExpected: "a name in double quotes",
  ValueExpected: "a value",
  // A word without quotes, or a sign: the parser does not tell what it would have taken.
  InvalidSymbol: "a value, or a name in double quotes,",
};
