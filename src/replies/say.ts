import type { PartContent } from "../nouns.ts";

/** A text as the parts of a reply: none where there is nothing to say. */
export function say(text: string | undefined): PartContent[] {
  return text ? [{ kind: "text", text }] : [];
}
