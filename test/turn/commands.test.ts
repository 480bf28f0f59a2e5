import { describe, expect, test } from "vitest";
import type { Language } from "../../src/nouns.ts";
import { commandOf, mayBeAnswer, type CommandName } from "../../src/turn/commands.ts";

const commandIn = (words: string) => commandOf({ kind: "text", text: words });

describe("a command", () => {
  test.each<[CommandName, string[]]>([
    ["more", ["MORE", "more", " More. ", "more!", "\nmore\n", "/more", "*more*"]],
    ["more", ["más", "mas", "Altro", "plus", "mehr", "mais"]],
    ["stop", ["STOP", "stop", "Stop.", "STOP!!", "«stop»", "Unsubscribe", "/stop", "arrêt"]],
    [
      "stop",
      [" stop \u200B", "\u202AStop\u202C", "\uFEFFstop", "\u00A0stop\u00A0", "ｓｔｏｐ", "stop 🛑"],
    ],
    ["start", ["START", "/start"]],
    [
      "help",
      ["/help", "/HELP", "/help!", "/help?", "/ help", "／help", "\u200E/help", "/\u00A0help"],
    ],
    ["help", ["\u2060/he\u200Blp", " /help ?!", "“/help”"]],
    ["reset", ["/reset", "/reiniciar"]],
    ["history", ["/history"]],
    ["info", ["/info"]],
    ["unknown", ["/hlep", "/delete", "/über"]],
  ])("%s is understood", (name, spellings) => {
    for (const words of spellings) expect([words, commandIn(words)?.name]).toEqual([words, name]);
  });

  test.each<[CommandName, Partial<Record<Language, string>>]>([
    ["help", { es: "/ayuda", it: "/aiuto", fr: "/aide", de: "/hilfe", pt: "/ajuda" }],
    ["reset", { it: "/ricomincia", fr: "/recommencer", de: "/neustart", pt: "/recomeçar" }],
    ["history", { es: "/historial", fr: "/historique", de: "/verlauf" }],
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
  ])("%s is understood in each language, and chooses it", (name, words) => {
    for (const [language, word] of Object.entries(words))
      expect(commandIn(word)).toEqual({ name, isBare: false, language });
  });

  test.each([
    "más",
    "arrêt",
    "/altro",
    "/reiniciar",
    "/histórico",
    "/cronologia",
    "/help",
    "/info",
  ])("%s, without a slash or of more than one language, chooses none", (word) => {
    expect(commandIn(word)).not.toHaveProperty("language");
  });

  test("is understood however its accents are encoded", () => {
    expect(commandIn("más".normalize("NFD"))?.name).toBe("more");
  });

  test("may be an answer as well when it is a bare MORE", () => {
    const mayBe = ["MORE", "altro", "/more", "stop"].map((word) => {
      const command = commandIn(word);
      return command && mayBeAnswer(command);
    });
    expect(mayBe).toEqual([true, true, false, false]);
  });

  test.each([
    "more sales",
    "no more",
    "moreover",
    "MORE?!",
    "¿más?",
    "stop?",
    "",
    "m ore",
    "help",
    "info",
    "history",
    "/",
    "/ nothing",
    "/etc/passwd",
    "1/2",
    "/2026",
    "what is /help?",
    `${" ".repeat(500)}stop`,
  ])("%j is none", (words) => {
    expect(commandIn(words)).toBeUndefined();
  });

  test.each<[string, CommandName]>([
    ["/stop now", "stop"],
    ["/help me please", "help"],
    ["/Reset, please", "reset"],
    ["/more of it", "more"],
    ["/foo bar", "unknown"],
  ])("%j is still %s: what follows a slash word changes nothing", (words, name) => {
    expect(commandIn(words)?.name).toBe(name);
  });

  test("is STOP also when it is the button of a template, but not when it is a choice", () => {
    const press = (text: string, payload: string) => commandOf({ kind: "button", text, payload });
    expect(press("Unsubscribe", "Unsubscribe")).toMatchObject({ name: "stop" });
    expect(press("Stop", "STOP")).toMatchObject({ name: "stop" });
    expect(press("Stop promotions", "STOP")).toMatchObject({ name: "stop" });
    expect(press("Messages, please", "START")).toMatchObject({ name: "start" });
    expect(press("Stop", "signal:stop")).toBeUndefined();
    expect(press("Unsubscribe", "offer_7")).toBeUndefined();
  });

  test("is written, not pressed or sent with a picture", () => {
    expect(commandOf({ kind: "button", text: "more", payload: "more" })).toBeUndefined();
    expect(commandOf({ kind: "media", text: "more", items: [] })).toBeUndefined();
  });
});
