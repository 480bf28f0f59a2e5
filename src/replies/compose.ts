import type { Channels } from "../channels/channels.ts";
import type { Clock } from "../clock.ts";
import type { Answer, PartContent } from "../nouns.ts";
import type { BegunTurn } from "../store/work.ts";
import { texts } from "../texts.ts";
import { cutIntoParts, cutText } from "./cut-text.ts";
import { formatForWhatsApp } from "./format-for-whatsapp.ts";

/** What goes out now, and what MORE will bring (`null`: nothing). */
export type Reply = { parts: PartContent[]; remainder: string | null };

export type ComposeReply = ((turn: BegunTurn, answer: Answer) => Reply) & {
  /** The next piece of an answer that was cut. */
  rest(turn: BegunTurn, text: string): Reply;
};

/** Turns an engine's answer into the parts of a reply: formatted for a phone, cut to length. */
export function createComposeReply(dependencies: {
  channels: Channels;
  clock: Clock;
  longAnswers: "truncate" | "split";
  /** An answer later than this says that it is sorry. */
  lateAfterMs: number;
}): ComposeReply {
  const { channels, clock, longAnswers, lateAfterMs } = dependencies;
  return Object.assign(compose, { rest });

  function compose(turn: BegunTurn, answer: Answer): Reply {
    const words = isLate(turn) ? `${texts.late}\n\n${wordsOf(answer)}` : wordsOf(answer);
    const { parts, remainder } = rest(turn, words);
    const pictures = answer.pictures.map(({ url }): PartContent => ({ kind: "picture", url }));
    return { parts: [...parts, ...pictures], remainder };
  }

  function isLate({ messages: [first] }: BegunTurn): boolean {
    return first !== undefined && clock.now() - first.createdAt > lateAfterMs;
  }

  function rest(turn: BegunTurn, text: string): Reply {
    const limit = channels.of(turn)?.maxTextLength ?? SHORTEST_LIMIT;
    if (text === "" || text.length <= limit) return { parts: say(text), remainder: null };
    const whole = longAnswers === "split" ? cutIntoParts(text, limit) : [];
    if (whole.length > 0 && whole.length <= MOST_PARTS)
      return { parts: whole.flatMap(say), remainder: null };
    const cut = cutText(text, limit - HINT.length);
    return { parts: say(cut.head + HINT), remainder: cut.rest || null };
  }
}

const HINT = `\n\n${texts.moreHint}`;
const SHORTEST_LIMIT = 1600;
/** More at once than anybody reads: then MORE brings them one by one. */
const MOST_PARTS = 20;

function wordsOf({ text, cutOff, pictures }: Answer): string {
  const words = formatForWhatsApp(text);
  if (cutOff) return `${words}\n\n${texts.cutOff}`.trim();
  return words || pictures.length > 0 ? words : texts.emptyAnswer;
}

function say(text: string): PartContent[] {
  return text === "" ? [] : [{ kind: "text", text }];
}
