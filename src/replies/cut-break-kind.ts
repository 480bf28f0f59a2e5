import { blankEnd, isBlank } from "./cut-blanks.ts";

/** How good a break is: none, word, sentence, line, paragraph. */
export type BreakKind = 0 | 1 | 2 | 3 | 4;

/** What kind of break, if any, a text has before its character `at`. */
export function breakKind(text: string, at: number): BreakKind {
  if (!isBlank(text[at])) return ENDS_CJK_SENTENCE.test(around(text, at)) ? 2 : 0;
  if (isBlank(text[at - 1])) return 0;
  const before = text.slice(Math.max(0, at - 12), at);
  if (ONLY_BULLET.test(before)) return 0;
  const next = blankEnd(text, at);
  const newlines = text.slice(at, next).split("\n").length - 1;
  if (newlines > 0) return newlines > 1 ? 4 : 3;
  // At the beginning of a part WhatsApp would make a list of it.
  if (BULLET.test(text.slice(next, next + 12))) return 0;
  return ENDS_SENTENCE.test(before) ? 2 : 1;
}

function around(text: string, at: number): string {
  return text.slice(Math.max(0, at - 2), at) + "\0" + text.charAt(at);
}

/** Its next sentence follows without a blank. */
const ENDS_CJK_SENTENCE = /[。！？][”’」』）]?\0[^”’」』）*_~`]/;

/** Digits and a full stop number a list, as often as they end a sentence. */
const ENDS_SENTENCE = /(?:[^\s\d]\.|[!?…؟।。！？])["')\]»”’」』）*_~`]{0,4}$/;

/** What WhatsApp takes for a list or a quote at the beginning of a line. */
const BULLET = /^(?:[-*>]|\d{1,9}[.)])\s/;

/** The same alone at the beginning of a line. */
const ONLY_BULLET = /(?:^|\n)[ \t]*(?:[-*>•☐☑]|\d{1,9}[.)])$/;
