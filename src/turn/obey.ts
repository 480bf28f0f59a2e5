import type { Clock } from "../clock.ts";
import type { Engine } from "../engines/engine.ts";
import type { Language } from "../nouns.ts";
import type { ComposeReply } from "../replies/compose.ts";
import { say } from "../replies/say.ts";
import type { TurnEnd } from "../store/end-turn.ts";
import type { Store } from "../store/store.ts";
import type { BegunTurn } from "../store/work.ts";
import type { LanguageOf } from "../texts/language-of.ts";
import { textsIn, type Texts } from "../texts/texts.ts";
import { mayBeAnswer, type Command } from "./commands.ts";
import { tellAbout } from "./tell-about.ts";
import { tellHistory } from "./tell-history.ts";

type Dependencies = {
  store: Pick<Store, "loadRemainder" | "loadExchanges" | "describeContact" | "resetConversation">;
  clock: Clock;
  composeReply: ComposeReply;
  languageOf: LanguageOf;
  /** Where the engine leads the conversation. */
  resume?: Engine["resume"];
};

type Effect = Omit<TurnEnd, "turnId" | "state">;

/**
 * Does what a command asks for, and gives the end of its turn; nothing for a word that is no command
 * here, but an answer.
 */
export type Obey = (
  turn: BegunTurn,
  command: Command,
) => Promise<Omit<TurnEnd, "turnId"> | undefined>;

export function createObey(dependencies: Dependencies): Obey {
  const { store, clock, composeReply, languageOf, resume } = dependencies;

  return async function obey(turn, command) {
    const before = turn.contact.language;
    const language = languageChosenBy(command, before);
    const effect = await effectOf(command, { ...turn, contact: { ...turn.contact, language } });
    return effect && { state: "answered", ...(language !== before && { language }), ...effect };
  };

  async function effectOf(command: Command, turn: BegunTurn): Promise<Effect | undefined> {
    const { conversationId, contact } = turn;
    const spoken = languageOf(contact);
    const texts = textsIn(spoken);
    const help = resume ? texts.help : `${texts.invitation} ${texts.help}`;
    switch (command.name) {
      case "stop":
        return { parts: say(texts.stopped), optOut: true };
      case "start": {
        const welcome = contact.optedOut ? texts.welcomeBack : texts.welcome;
        return { ...(await goOn(turn, inviting(welcome, texts))), optOut: false };
      }
      case "reset":
        await store.resetConversation(conversationId, clock.now());
        return { remainder: null, ...(await goOn(turn, inviting(texts.reset, texts))) };
      case "more":
        return rest(turn, command, texts);
      case "history": {
        const exchanges = await store.loadExchanges(conversationId, MOST_EXCHANGES);
        return composeReply.rest(turn, tellHistory(exchanges, texts, spoken));
      }
      case "info": {
        const known = await store.describeContact(conversationId, clock.now());
        return { parts: say(tellAbout(known, texts, spoken)) };
      }
      case "help":
        return goOn(turn, help);
      case "unknown":
        return goOn(turn, `${texts.unknownCommand}\n\n${help}`);
      default:
        return command.name satisfies never;
    }
  }

  /** Nobody is invited to ask where the engine asks. */
  function inviting(words: string, { invitation }: Texts): string {
    return resume ? words : `${words} ${invitation}`;
  }

  /** After our own words the contact reads again what has to be answered, if anything has to be. */
  async function goOn(turn: BegunTurn, words: string): Promise<Effect> {
    const { turnId, conversationId, contact, held } = turn;
    if (!resume || held) return { parts: say(words) };
    const asked = await resume({ turnId, conversationId, language: languageOf(contact) });
    const reply = composeReply(turn, asked);
    return { ...reply, parts: [...say(words), ...reply.parts] };
  }

  async function rest(turn: BegunTurn, command: Command, texts: Texts) {
    const isOneOfSeveral = turn.messages.length > 1;
    if (isOneOfSeveral && mayBeAnswer(command)) return undefined;
    const remainder = await store.loadRemainder(turn.conversationId);
    if (remainder) return composeReply.rest(turn, remainder);
    if (resume && mayBeAnswer(command)) return undefined;
    return goOn(turn, inviting(texts.nothingMore, texts));
  }
}

const MOST_EXCHANGES = 5;

/** Who uses a command of one language speaks it from then on; `/help` ends that. */
function languageChosenBy({ name, language }: Command, before: Language | null): Language | null {
  if (language) return language;
  return name === "help" ? null : before;
}
