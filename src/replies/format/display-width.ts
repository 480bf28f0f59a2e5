/** Columns that a text takes in monospace: two for emoji and East Asian characters, else one. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(text)) width += graphemeWidth(segment);
  return width;
}

const GRAPHEMES = new Intl.Segmenter("und", { granularity: "grapheme" });

function graphemeWidth(grapheme: string): number {
  if (WIDE.test(grapheme)) return 2;
  return INVISIBLE.test(grapheme) ? 0 : 1;
}

const WIDE =
  /^\p{Emoji_Presentation}|\ufe0f|\p{RI}|^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\u3000-\u303e\u30fb-\u30ff\uff01-\uff60\uffe0-\uffe6]/u;
const INVISIBLE = /^[\p{M}\p{Cc}\p{Cf}]+$/u;
