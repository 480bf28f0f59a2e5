import type { Channels } from "../channels/channels.ts";
import type { Clock } from "../clock.ts";
import type { Answer, Choice, PartContent } from "../nouns.ts";
import type { BegunTurn } from "../store/work.ts";
import type { LanguageOf } from "../texts/language-of.ts";
import { textsIn, type Texts } from "../texts/texts.ts";
import { cutIntoParts, cutText } from "./cut-text.ts";
import { formatForWhatsApp } from "./format-for-whatsapp.ts";
import { say } from "./say.ts";

/** What goes out now, and what MORE will bring (`null`: nothing). */
export type Reply = {
  parts: PartContent[];
  remainder: string | null;
  /** The provider's id of the message that is answered, where the channel can show it. */
  quotes?: string | undefined;
};

export type ComposeReply = ((turn: BegunTurn, answer: Answer) => Reply) & {
  /** The next piece of an answer that was cut. */
  rest(turn: BegunTurn, text: string): Reply;
};

/** Turns an engine's answer into the parts of a reply: formatted for a phone, cut to length. */
export function createComposeReply(dependencies: {
  channels: Channels;
  clock: Clock;
  languageOf: LanguageOf;
  longAnswers: "truncate" | "split";
  /** An answer later than this says that it is sorry. */
  lateAfterMs: number;
}): ComposeReply {
  const { channels, clock, languageOf, longAnswers, lateAfterMs } = dependencies;
  return Object.assign(compose, { rest });

  function compose(turn: BegunTurn, answer: Answer): Reply {
    const texts = textsOf(turn);
    const said = wordsOf(answer, texts);
    const words = isLate(turn) ? `${texts.late}\n\n${said}` : said;
    const { parts, remainder } = offer(turn, words, answer.choices ?? []);
    const pictures = answer.pictures.map(({ url }): PartContent => ({ kind: "picture", url }));
    return { parts: [...parts, ...pictures], remainder, quotes: quotesOf(turn) };
  }

  /** As buttons or a list where the channel has them, else numbered: a number is quickly typed. */
  function offer(turn: BegunTurn, text: string, choices: Choice[]): Reply {
    if (choices.length === 0) return rest(turn, text);
    if (channels.of(turn)?.canOffer(text, choices))
      return {
        parts: [{ kind: "choices", text, choices, opener: textsOf(turn).opener }],
        remainder: null,
      };
    return rest(turn, `${text}\n\n${choices.map(numbered).join("\n")}`);
  }

  function quotesOf(turn: BegunTurn): string | undefined {
    return channels.of(turn)?.canQuote ? turn.messages.at(-1)?.providerId : undefined;
  }

  function textsOf({ contact }: BegunTurn): Texts {
    return textsIn(languageOf(contact));
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
    const hint = `\n\n${textsOf(turn).moreHint}`;
    const cut = cutText(text, limit - hint.length);
    return { parts: say(cut.head + hint), remainder: cut.rest || null };
  }
}

const SHORTEST_LIMIT = 1600;
/** More at once than anybody reads: then MORE brings them one by one. */
const MOST_PARTS = 20;

function numbered({ title, description }: Choice, index: number): string {
  return `${index + 1}. ${title}${description ? ` (${description})` : ""}`;
}

function wordsOf({ text, cutOff, pictures }: Answer, texts: Texts): string {
  const words = formatForWhatsApp(text);
  if (cutOff) return `${words}\n\n${texts.cutOff}`.trim();
  return words || pictures.length > 0 ? words : texts.emptyAnswer;
}
