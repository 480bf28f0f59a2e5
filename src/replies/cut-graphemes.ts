/** Where the grapheme begins that the character `at` belongs to. */
export function graphemeStart(text: string, at: number): number {
  if (at >= text.length) return text.length;
  if (at <= 0 || isCertainStart(text, at)) return Math.max(0, at);
  let anchor = at - 1;
  while (anchor > 0 && !isCertainStart(text, anchor)) anchor--;
  const segments = GRAPHEMES.segment(text.slice(anchor, at + 2));
  return anchor + (segments.containing(at - anchor)?.index ?? 0);
}

export function isGraphemeStart(text: string, at: number): boolean {
  return graphemeStart(text, at) === at;
}

/** Where the word begins that the character `at` belongs to, in scripts without blanks as well. */
export function wordStart(text: string, at: number): number {
  const from = graphemeStart(text, Math.max(0, at - WORD_REACH));
  const segments = WORDS.segment(text.slice(from, at + WORD_REACH));
  return from + (segments.containing(at - from)?.index ?? 0);
}

/** Dictionaries are slow, and no word needs more context. */
const WORD_REACH = 48;

const GRAPHEMES = new Intl.Segmenter("und", { granularity: "grapheme" });
const WORDS = new Intl.Segmenter("und", { granularity: "word" });

/** Without a segmenter: nothing joins two ASCII characters, nor anything to the newline before it. */
function isCertainStart(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before === NEWLINE || (isPrintableAscii(before) && isPrintableAscii(after));
}

const NEWLINE = 10;

function isPrintableAscii(code: number): boolean {
  return code >= 0x20 && code < 0x7f;
}
