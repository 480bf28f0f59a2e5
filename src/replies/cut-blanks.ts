/** Whether a line may break here: not at no-break spaces, which hold numbers and units together. */
export function isBlank(character: string | undefined): boolean {
  return character !== undefined && BLANK.test(character);
}

/** The end of the blanks that begin at `from`. */
export function blankEnd(text: string, from: number): number {
  let end = from;
  while (isBlank(text[end])) end++;
  return end;
}

/** The same, but the indentation of the next line is part of that line: of a table, for example. */
export function lineAwareBlankEnd(text: string, from: number): number {
  const end = blankEnd(text, from);
  const newline = text.slice(from, end).lastIndexOf("\n");
  return newline < 0 ? end : from + newline + 1;
}

const BLANK = /^[ \t\n\v\f\r\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]/;
