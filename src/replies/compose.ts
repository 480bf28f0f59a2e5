import type { Channels } from "../channels/channels.ts";
import type { Answer, PartContent, ProviderAccount } from "../nouns.ts";
import { texts } from "../texts.ts";
import { cutIntoParts, cutText } from "./cut-text.ts";
import { formatForWhatsApp } from "./format-for-whatsapp.ts";

/** What goes out now, and what MORE will bring (`null`: nothing). */
export type Reply = { parts: PartContent[]; remainder: string | null };

export type ComposeReply = ((to: ProviderAccount, answer: Answer) => Reply) & {
  /** The next piece of an answer that was cut. */
  rest(to: ProviderAccount, text: string): Reply;
};

/** Turns an engine's answer into the parts of a reply: formatted for a phone, cut to length. */
export function createComposeReply(dependencies: {
  channels: Channels;
  longAnswers: "truncate" | "split";
}): ComposeReply {
  const { channels, longAnswers } = dependencies;
  return Object.assign(compose, { rest });

  function compose(to: ProviderAccount, answer: Answer): Reply {
    const { parts, remainder } = rest(to, wordsOf(answer));
    const pictures = answer.pictures.map(({ url }): PartContent => ({ kind: "picture", url }));
    return { parts: [...parts, ...pictures], remainder };
  }

  function rest(to: ProviderAccount, text: string): Reply {
    const limit = channels.of(to)?.maxTextLength ?? SHORTEST_LIMIT;
    if (text === "" || text.length <= limit) return { parts: say(text), remainder: null };
    if (longAnswers === "split")
      return { parts: cutIntoParts(text, limit).flatMap(say), remainder: null };
    const cut = cutText(text, limit - HINT.length);
    return { parts: say(cut.head + HINT), remainder: cut.rest || null };
  }
}

const HINT = `\n\n${texts.moreHint}`;
const SHORTEST_LIMIT = 1600;

function wordsOf({ text, cutOff, pictures }: Answer): string {
  const words = formatForWhatsApp(text);
  if (cutOff) return `${words}\n\n${texts.cutOff}`.trim();
  return words || pictures.length > 0 ? words : texts.emptyAnswer;
}

function say(text: string): PartContent[] {
  return text === "" ? [] : [{ kind: "text", text }];
}
