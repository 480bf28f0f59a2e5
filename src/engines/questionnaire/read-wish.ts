import { plainWord } from "../../plain-word.ts";

export type Wish = "skip" | "back" | "cancel";

/** What a contact wants instead of answering, in any of our languages; only when it is the whole message. */
export function readWish(text: string): Wish | undefined {
  return WISHES.get(plainWord(text));
}

/** Without accents. */
const WISHES = new Map<string, Wish>([
  ...wordsFor("skip", "skip saltar omitir salta passer ignorer uberspringen ueberspringen pular"),
  ...wordsFor("back", "back atras volver indietro retour zuruck zurueck voltar"),
  ...wordsFor("cancel", "cancel cancelar annulla annuler abbrechen"),
]);

function wordsFor(wish: Wish, words: string): [string, Wish][] {
  return words.split(" ").map((word) => [word, wish]);
}
