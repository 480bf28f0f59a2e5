import type { Content, Language } from "../nouns.ts";
import { START_WORDS, STOP_WORDS } from "../opt-words.ts";
import { plainWord } from "../plain-word.ts";

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

/** `language` when it has a slash and belongs to one language alone: then it chooses that language. */
export type Command = { name: CommandName; isBare: boolean; language?: Language };

/** The command a message is, if it is nothing but one. Commands are answered by us, not by the engine. */
export function commandOf(content: Content): Command | undefined {
  if (content.kind === "button") return templateButton(content);
  if (content.kind !== "text") return undefined;
  const word = plainWord(content.text);
  if (word.startsWith("/")) return slashed(word.slice(1).replace(/[^\p{L}\p{N}]+$/u, ""));
  const name = BARE.get(word);
  return name && { name, isBare: true };
}

/** "Unsubscribe" and "Start" of a template, by what it sends. A choice of our own has an id, and is an answer. */
function templateButton({ payload }: Button): Command | undefined {
  const name = BARE.get(plainWord(payload));
  return name === "stop" || name === "start" ? { name, isBare: true } : undefined;
}

type Button = Extract<Content, { kind: "button" }>;

/** Where an engine leads, people may mean such a word as an answer. */
export function mayBeAnswer({ name, isBare }: Command): boolean {
  return name === "more" && isBare;
}

/** What stands behind it changes nothing: `/stop now`, `/help me`. */
function slashed(words: string): Command | undefined {
  const first = (words.split(/\s/)[0] ?? "").replace(/[^\p{L}\p{N}]+$/u, "");
  const word = first || words.trim();
  const name = BARE.get(word);
  if (name) return { name, isBare: false };
  return SLASHED.get(word) ?? unknownCommand(first);
}

/** A path or a fraction is no command. */
function unknownCommand(word: string): Command | undefined {
  return /^\p{L}[\p{L}\d_-]{0,30}$/u.test(word) ? { name: "unknown", isBare: false } : undefined;
}

/** Understood with a slash and without. Like those below without accents, as `plainWord` gives them. */
const BARE = new Map<string, CommandName>([
  ...wordsFor("more", "more mas altro plus mehr mais"),
  ...wordsFor("stop", STOP_WORDS),
  ...wordsFor("start", START_WORDS),
]);

function wordsFor(name: CommandName, words: string): [string, CommandName][] {
  return words.split(" ").map((word) => [word, name]);
}

/** Too common as words of a question to be taken without a slash. */
const SLASHED = new Map<string, Command>([
  ...ofNoLanguage("reset", "reset reiniciar"),
  ...ofLanguages("reset", { it: "ricomincia", fr: "recommencer", de: "neustart", pt: "recomecar" }),
  ...ofNoLanguage("history", "history historico cronologia"),
  ...ofLanguages("history", { es: "historial", fr: "historique", de: "verlauf" }),
  ...ofNoLanguage("info", "info"),
  ...ofLanguages("info", { es: "informacion", it: "informazioni", fr: "informations" }),
  ...ofLanguages("info", { de: "auskunft", pt: "informacoes" }),
  ...ofNoLanguage("help", "help"),
  ...ofLanguages("help", { es: "ayuda", it: "aiuto", fr: "aide", de: "hilfe", pt: "ajuda" }),
]);

/** Words that several languages share choose none. */
function ofNoLanguage(name: CommandName, words: string): [string, Command][] {
  return words.split(" ").map((word) => [word, { name, isBare: false }]);
}

function ofLanguages(
  name: CommandName,
  words: Partial<Record<Language, string>>,
): [string, Command][] {
  return Object.entries(words).map(([language, word]) => [
    word,
    { name, isBare: false, language: language as Language },
  ]);
}
