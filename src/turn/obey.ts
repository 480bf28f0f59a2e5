import type { Clock } from "../clock.ts";
import type { ComposeReply } from "../replies/compose.ts";
import type { TurnEnd } from "../store/end-turn.ts";
import type { Store } from "../store/store.ts";
import type { BegunTurn } from "../store/work.ts";
import type { LanguageOf } from "../texts/language-of.ts";
import { textsIn, type Texts } from "../texts/texts.ts";
import type { Command } from "./commands.ts";
import { tellAbout } from "./tell-about.ts";
import { tellHistory } from "./tell-history.ts";

type Dependencies = {
  store: Pick<Store, "loadRemainder" | "loadExchanges" | "describeContact">;
  clock: Clock;
  composeReply: ComposeReply;
  languageOf: LanguageOf;
};

/** Does what a command asks for, and gives the end of its turn. */
export type Obey = (turn: BegunTurn, command: Command) => Promise<Omit<TurnEnd, "turnId">>;

export function createObey(dependencies: Dependencies): Obey {
  const { store, clock, composeReply, languageOf } = dependencies;

  return async function obey(turn, { name, language }) {
    // Who asks for help in a language of their own is answered in it from then on.
    const spoken = language ?? languageOf(turn.contact);
    const texts = textsIn(spoken);
    const changes = { state: "answered", ...(language && { language }) } as const;
    switch (name) {
      case "stop":
        return { ...changes, parts: say(texts.stopped), optOut: true };
      case "start":
        return { ...changes, parts: say(texts.started), optOut: false };
      case "reset":
        return { ...changes, parts: say(texts.reset), reset: true, remainder: null };
      case "more":
        return { ...changes, ...(await rest(turn, texts)) };
      case "history": {
        const exchanges = await store.loadExchanges(turn.conversationId, MOST_EXCHANGES);
        return { ...changes, ...composeReply.rest(turn, tellHistory(exchanges, texts, spoken)) };
      }
      case "info": {
        const known = await store.describeContact(turn.conversationId, clock.now());
        return { ...changes, parts: say(tellAbout(known, texts, spoken)) };
      }
      case "help":
        return { ...changes, parts: say(texts.help) };
      case "unknown":
        return { ...changes, parts: say(`${texts.unknownCommand}\n\n${texts.help}`) };
      default:
        return name satisfies never;
    }
  };

  async function rest(turn: BegunTurn, texts: Texts) {
    const remainder = await store.loadRemainder(turn.conversationId);
    return remainder ? composeReply.rest(turn, remainder) : { parts: say(texts.nothingMore) };
  }
}

const MOST_EXCHANGES = 5;

function say(text: string): TurnEnd["parts"] {
  return [{ kind: "text", text }];
}
