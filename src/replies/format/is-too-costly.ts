/**
 * Tells, in linear time, whether the Markdown parser might take too long over a text.
 *
 * The parser is fast on what engines write, but quadratic in the brackets and emphasis delimiters
 * of one paragraph (16,000 `]` took 2 s), in nested list items (2,000 lines of `- - - - - a` took
 * 2 s), in HTML that is opened and not closed (25,000 `<?` took 11 s), in table cells and in quoted lines without their `>` (25,000 took 16 s), and deep quotes overflow the
 * stack. It would hold up every conversation meanwhile. These limits keep it well under a second.
 */
export function isTooCostly(markdown: string): boolean {
  if (markdown.length > MAX_LENGTH) return true;
  const lines = markdown.split("\n");
  return (
    lines.length > MAX_LINES ||
    count(markdown, /<[!?/a-z]/gi) > MAX_HTML_OPENERS ||
    count(markdown, /\|/g) > MAX_CELLS ||
    hasTooManyContainers(lines) ||
    hasTooManyDelimiters(lines)
  );
}

const MAX_LENGTH = 50_000;
const MAX_LINES = 2_500;
const MAX_DEPTH = 20;
const MAX_CONTAINERS = 2_500;
const MAX_DELIMITERS = 2_000;
const MAX_HTML_OPENERS = 200;
const MAX_CELLS = 5_000;

function hasTooManyContainers(lines: string[]): boolean {
  const opened = lines.map(containersOpenedBy);
  return opened.some((count) => count > MAX_DEPTH) || sum(opened) > MAX_CONTAINERS;
}

/** The most quotes and list items that one line can open. */
function containersOpenedBy(line: string): number {
  const lead = /^[\s>*+\-\d.)]*/.exec(line)?.[0] ?? "";
  return count(lead, />|[-*+.)](?=\s)/g);
}

function hasTooManyDelimiters(lines: string[]): boolean {
  let inParagraph = 0;
  return lines.some((line) => {
    if (STARTS_ANEW.test(line)) inParagraph = 0;
    inParagraph += count(line, DELIMITER);
    return inParagraph > MAX_DELIMITERS;
  });
}

/** A blank line or a bullet ends the paragraph before it, so that delimiters cannot pair across. */
const STARTS_ANEW = /^(?:\s*$| {0,3}[-*+] \S)/;

/** Underscores inside words, as in column names, neither open nor close and cost nothing. */
const DELIMITER = /[[\]]|`+|\*+|~+|(?<!\w)_+|_+(?!\w)/g;

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
