import type { Answer, Choice } from "../../nouns.ts";

/** What the contact is told: Markdown, and what there is to choose from. */
export type Say = { text: string; choices?: Choice[] | undefined };

/** Paragraphs, of which some may be missing. */
export function say(...paragraphs: (string | undefined)[]): Say {
  return { text: paragraphs.filter(Boolean).join("\n\n") };
}

/** The same, before something else. */
export function sayFirst(first: string | undefined, { text, choices }: Say): Say {
  return { ...say(first, text), ...(choices && { choices }) };
}

export function asAnswer({ text, choices }: Say): Answer {
  return { text, pictures: [], sources: [], cutOff: false, ...(choices && { choices }) };
}
