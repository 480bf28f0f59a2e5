import { describe, expect, test } from "vitest";
import type { Language } from "../../src/nouns.ts";
import { createLanguageOf } from "../../src/texts/language-of.ts";
import { textsIn } from "../../src/texts/texts.ts";
import { commandOf } from "../../src/turn/commands.ts";

const LANGUAGES: Language[] = ["en", "es", "it", "fr", "de", "pt"];
const byCountry = createLanguageOf("auto");

test.each(LANGUAGES)("what the texts in %s tell people to send is understood", (language) => {
  const { help, moreHint, stopped } = textsIn(language);
  const told = [help, moreHint, stopped].flatMap((text) => [...text.matchAll(WORDS)]);
  const names = told.map(([, word = ""]) => commandOf({ kind: "text", text: word })?.name);
  expect(new Set(names)).toEqual(new Set(["reset", "history", "info", "more", "stop", "start"]));
});

/** What is printed in bold, and START where it stands alone. */
const WORDS = /(?:\*([^*\n]+)\*)/g;

test("the texts of each language are its own", () => {
  for (const key of [
    "apology",
    "holding",
    "stopped",
    "welcome",
    "invitation",
    "help",
    "reset",
  ] as const)
    expect(new Set(LANGUAGES.map((language) => textsIn(language)[key])).size).toBe(6);
});

test.each(LANGUAGES)("a list is opened by a button with room for its word in %s", (language) => {
  expect(textsIn(language).opener).toMatch(/^\S.{1,18}\S$/);
});

describe("our texts are in the language", () => {
  test.each<[Language, string[]]>([
    ["es", ["+34612345678", "+525512345678", "+593987654321", "MX.1349120865530274"]],
    ["it", ["+393331234567", "IT.1349120865530274"]],
    ["fr", ["+33612345678", "+221771234567"]],
    ["de", ["+4915112345678", "+43660123456", "DE.1"]],
    ["pt", ["+351912345678", "+5511912345678", "BR.77"]],
    [
      "en",
      ["+15555550101", "+447700900123", "+919812345678", "US.13491208655302741918", "odd", ""],
    ],
  ])("%s of the contact's country", (language, addresses) => {
    for (const address of addresses)
      expect([address, byCountry({ address })]).toEqual([address, language]);
  });

  test("of the business, when it has one", () => {
    expect(createLanguageOf("fr")({ address: "+34612345678" })).toBe("fr");
  });

  test("whose words the contact used, before all", () => {
    const contact = { address: "+34612345678", language: "pt" as const };
    expect(createLanguageOf("fr")(contact)).toBe("pt");
  });
});
