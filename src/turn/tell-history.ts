import type { Exchange, Language } from "../nouns.ts";
import { cutText } from "../replies/cut-text.ts";
import { formatForWhatsApp } from "../replies/format-for-whatsapp.ts";
import type { Texts } from "../texts/texts.ts";

/** What `/history` says: the last questions, each with the beginning of its answer. */
export function tellHistory(exchanges: Exchange[], texts: Texts, language: Language): string {
  if (exchanges.length === 0) return texts.noHistory;
  const when = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const entries = exchanges.map(
    ({ question, answer, at }) =>
      `_${when.format(at)}_\n*${oneLine(question, 120)}*\n${oneLine(formatForWhatsApp(answer), 240)}`,
  );
  return [texts.history, ...entries].join("\n\n");
}

/** Marks that were opened and are cut off would show as such. */
function oneLine(text: string, most: number): string {
  const line = text
    .replace(/[*_~`]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return line.length > most ? `${cutText(line, most).head}…` : line;
}
