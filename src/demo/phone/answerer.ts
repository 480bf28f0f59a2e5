import type { Mishap } from "./mishap.ts";

/** Who answers, as the page calls it. */
export type Answerer = {
  /** Begins a sentence: "OpenAI answered". */
  name: string;
  /** Whom it asks over HTTP, and who may be down therefore. */
  asks: string;
  suggestions: string[];
  /** The SQL that was run for a question, where the stand-in knows it. */
  sqlFor(question: string): string | undefined;
  mishaps: Mishap[];
};
