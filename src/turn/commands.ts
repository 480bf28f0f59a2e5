import type { Content } from "../nouns.ts";

export type Command = "more";

/** The command a message is, if it is nothing but one. Commands are answered by us, not by the engine. */
export function commandOf(content: Content): Command | undefined {
  if (content.kind !== "text") return undefined;
  return /^\s*more\s*[.!]?\s*$/i.test(content.text) ? "more" : undefined;
}
