import type { Content, Language } from "../nouns.ts";

export type CommandName =
  | "more"
  | "stop"
  | "start"
  | "reset"
  | "history"
  | "info"
  | "help"
  /** Something with a slash that we do not know. */
  | "unknown";

/** `language` when the word belongs to one language alone. */
export type Command = { name: CommandName; language?: Language };

/** The command a message is, if it is nothing but one. Commands are answered by us, not by the engine. */
export function commandOf(content: Content): Command | undefined {
  if (content.kind !== "text") return undefined;
  const word = content.text
    .trim()
    .replace(/[.!\s]+$/, "")
    .trim()
    .toLowerCase()
    .normalize("NFC");
  if (!word.startsWith("/")) return BARE.get(word);
  return BARE.get(word.slice(1)) ?? SLASHED.get(word.slice(1)) ?? unknownCommand(word);
}

/** A path or a fraction is no command. */
function unknownCommand(word: string): Command | undefined {
  return /^\/\p{L}[\p{L}\d_-]{0,30}$/u.test(word) ? { name: "unknown" } : undefined;
}

type Words = Partial<Record<Language | "any", string>>;

/** Understood with a slash and without. STOP and START are WhatsApp's own words for it everywhere. */
const BARE = tableOf({
  more: { any: "more", es: "más mas", it: "altro", fr: "plus", de: "mehr", pt: "mais" },
  stop: { any: "stop stopall unsubscribe optout", fr: "arrêt arret", de: "stopp" },
  start: { any: "start unstop" },
});

/** Too common as words of a question to be taken without a slash. */
const SLASHED = tableOf({
  reset: {
    any: "reset reiniciar",
    it: "ricomincia",
    fr: "recommencer",
    de: "neustart",
    pt: "recomeçar recomecar",
  },
  history: {
    any: "history",
    es: "historial",
    it: "cronologia",
    fr: "historique",
    de: "verlauf",
    pt: "histórico historico",
  },
  info: {
    any: "info",
    es: "información informacion",
    it: "informazioni",
    fr: "informations",
    de: "auskunft",
    pt: "informações informacoes",
  },
  help: { any: "help", es: "ayuda", it: "aiuto", fr: "aide", de: "hilfe", pt: "ajuda" },
});

function tableOf(commands: Partial<Record<CommandName, Words>>): Map<string, Command> {
  return new Map(
    Object.entries(commands).flatMap(([name, words]) =>
      Object.entries(words).flatMap(([language, list]) =>
        list
          .split(" ")
          .map((word): [string, Command] => [word, commandIn(name as CommandName, language)]),
      ),
    ),
  );
}

function commandIn(name: CommandName, language: string): Command {
  return language === "any" ? { name } : { name, language: language as Language };
}
