import { describe, expect, test } from "vitest";
import { commandOf, type CommandName } from "../../src/turn/commands.ts";

const commandIn = (words: string) => commandOf({ kind: "text", text: words });

describe("a command", () => {
  test.each<[CommandName, string[]]>([
    ["more", ["MORE", "more", " More. ", "more!", "\nmore\n", "/more"]],
    ["stop", ["STOP", "stop", "STOP!!", "Unsubscribe", "/stop"]],
    ["start", ["START", "/start"]],
    ["help", ["/help", "/HELP", "/help!"]],
    ["reset", ["/reset", "/reiniciar"]],
    ["history", ["/history"]],
    ["info", ["/info"]],
    ["unknown", ["/hlep", "/delete", "/über"]],
  ])("%s is understood", (name, spellings) => {
    for (const words of spellings) expect([words, commandIn(words)?.name]).toEqual([words, name]);
  });

  test.each<[CommandName, Record<string, string>]>([
    ["more", { es: "más", it: "Altro", fr: "plus", de: "mehr", pt: "mais" }],
    ["help", { es: "/ayuda", it: "/aiuto", fr: "/aide", de: "/hilfe", pt: "/ajuda" }],
    ["reset", { it: "/ricomincia", fr: "/recommencer", de: "/neustart", pt: "/recomeçar" }],
    [
      "history",
      { es: "/historial", it: "/cronologia", fr: "/historique", de: "/verlauf", pt: "/histórico" },
    ],
    [
      "info",
      {
        es: "/informacion",
        it: "/informazioni",
        fr: "/informations",
        de: "/auskunft",
        pt: "/informações",
      },
    ],
    ["stop", { fr: "arrêt", de: "stopp" }],
  ])("%s is understood in each language, and tells which one it is", (name, words) => {
    for (const [language, word] of Object.entries(words))
      expect(commandIn(word)).toEqual({ name, language });
  });

  test("is understood however its accents are encoded", () => {
    expect(commandIn("más".normalize("NFD"))).toEqual({ name: "more", language: "es" });
  });

  test.each([
    "more sales",
    "no more",
    "moreover",
    "MORE?!",
    "",
    "m ore",
    "help",
    "info",
    "history",
    "/",
    "/ help",
    "/etc/passwd",
    "1/2",
    "/2026",
    "what is /help?",
  ])("%j is none", (words) => {
    expect(commandIn(words)).toBeUndefined();
  });

  test("is written, not pressed or sent with a picture", () => {
    expect(commandOf({ kind: "button", text: "more", payload: "more" })).toBeUndefined();
    expect(commandOf({ kind: "media", text: "more", items: [] })).toBeUndefined();
  });
});
