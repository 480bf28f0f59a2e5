import type { Language } from "../nouns.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import { pt } from "./pt.ts";

/** What contacts read from us, beside the answers themselves. Short, friendly, in plain words. */
export type Texts = {
  unsupported: string;
  edited: string;
  notAllowed: string;
  apology: string;
  emptyAnswer: string;
  cutOff: string;
  nothingMore: string;
  holding: string;
  unavailable: string;
  late: string;
  stopped: string;
  welcome: string;
  /** For who had sent STOP. */
  welcomeBack: string;
  /** Only where the contact asks, rather than the engine. */
  invitation: string;
  limit: Record<"minute" | "loop" | "contact" | "business", string>;
  moreHint: string;
  opener: string;
  reset: string;
  help: string;
  unknownCommand: string;
  noHistory: string;
  history: string;
  info: Record<"title" | "name" | "address" | "since" | "messages" | "answersToday", string>;
};

const TEXTS: Record<Language, Texts> = { en, es, it, fr, de, pt };

export function textsIn(language: Language): Texts {
  return TEXTS[language];
}
