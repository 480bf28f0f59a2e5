import type { Content } from "../nouns.ts";

export type Command = "more" | "stop" | "start";

/** The command a message is, if it is nothing but one. Commands are answered by us, not by the engine. */
export function commandOf(content: Content): Command | undefined {
  if (content.kind !== "text") return undefined;
  const word = content.text.trim().replace(/[.!]$/, "").trim().toLowerCase();
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

const WORDS: Record<string, Command> = {
  more: "more",
  stop: "stop",
  stopall: "stop",
  unsubscribe: "stop",
  optout: "stop",
  start: "start",
  unstop: "start",
};
