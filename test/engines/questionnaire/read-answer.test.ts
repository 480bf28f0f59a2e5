import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { readAnswer } from "../../../src/engines/questionnaire/read-answer.ts";
import { readNumber } from "../../../src/engines/questionnaire/read-number.ts";
import type { Item } from "../../../src/engines/questionnaire/item.ts";
import type { Language } from "../../../src/nouns.ts";

describe("a text", () => {
  test.each([
    ["  Ana \n", "Ana"],
    ["x".repeat(1_000), "x".repeat(1_000)],
    ["x".repeat(1_001), undefined],
    ["  ", undefined],
    ["?", undefined],
    ["¿?? ?", undefined],
    ["Who?", "Who?"],
    ["-", "-"],
    ["😊", "😊"],
  ])("%j", (text, expected) => expect(read("text", text)).toBe(expected));
});

describe("an e-mail address", () => {
  test.each([
    [" ana@example.com ", "ana@example.com"],
    ["ana.b+c@mail.example.co", "ana.b+c@mail.example.co"],
    ["ana@example", undefined],
    ["ana@@example.com", undefined],
    ["my address is ana@example.com", undefined],
    [`${"a".repeat(250)}@example.com`, undefined],
  ])("%j", (text, expected) => expect(read("email", text)).toBe(expected));
});

describe("a number", () => {
  test.each<[string, Language, number | undefined]>([
    ["42", "en", 42],
    [" -7 ", "en", -7],
    ["+7", "en", 7],
    ["−7", "en", -7],
    ["1234.5", "de", 1234.5],
    ["1234,5", "en", 1234.5],
    ["1,234.5", "de", 1234.5],
    ["1.234,5", "en", 1234.5],
    ["1.234", "en", 1.234],
    ["1.234", "de", 1234],
    ["1,234", "en", 1234],
    ["1,234", "fr", 1.234],
    ["0.500", "de", 0.5],
    ["1 234 567,8", "fr", 1234567.8],
    ["1\u00A0234,5", "fr", 1234.5],
    ["1’234’567.5", "de", 1234567.5],
    ["4٢", "en", undefined],
    ["４２", "en", 42],
    ["1,23,456", "en", undefined],
    ["1,234.567,8", "en", undefined],
    ["12 345 67", "en", undefined],
    ["1e9", "en", undefined],
    ["0x10", "en", undefined],
    ["Infinity", "en", undefined],
    ["NaN", "en", undefined],
    ["five", "en", undefined],
    ["", "en", undefined],
    ["5 kg", "en", undefined],
    ["9".repeat(15), "en", 999_999_999_999_999],
    ["9".repeat(16), "en", undefined],
  ])("%j in %s", (text, language, expected) => expect(readNumber(text, language)).toBe(expected));

  test("is read as every one of our languages writes it", () => {
    const written = fc.record({
      number: fc.integer({ min: -99_999_999, max: 99_999_999 }).map((cents) => cents / 100),
      language: fc.constantFrom<Language>("en", "es", "it", "fr", "de", "pt"),
    });
    fc.assert(
      fc.property(written, ({ number, language }) => {
        const text = number.toLocaleString(language, { minimumFractionDigits: 2 });
        expect(readNumber(text, language)).toBeCloseTo(number, 5);
      }),
    );
  });

  test.each([
    ["1", 1],
    ["5", 5],
    ["0", undefined],
    ["5.01", undefined],
  ])("between 1 and 5: %s", (text, expected) => {
    expect(read("number", text, { min: 1, max: 5 })).toBe(expected);
  });
});

describe("a date", () => {
  test.each([
    ["2026-11-21", "2026-11-21"],
    ["21/11/2026", "2026-11-21"],
    ["21.11.2026", "2026-11-21"],
    ["1. 2. 2026", "2026-02-01"],
    ["1/2/2026", "2026-02-01"],
    ["29/02/2028", "2028-02-29"],
    ["29/02/2027", undefined],
    ["31.04.2026", undefined],
    ["11/21/2026", undefined],
    ["21/11.2026", undefined],
    ["0/1/2026", undefined],
    ["2026-00-10", undefined],
    ["1/1/0026", undefined],
    ["1/1/26", undefined],
    ["tomorrow", undefined],
  ])("%j", (text, expected) => expect(read("date", text)).toBe(expected));
});

describe("a phone number", () => {
  test.each([
    ["+15555550101", "+15555550101"],
    ["+1 (555) 555-0101", "+15555550101"],
    ["0049 170 1234567", "+491701234567"],
    ["+49 (0) 170/12 34-567", "+491701234567"],
    ["+1.555.555.0101", "+15555550101"],
    ["5555550101", undefined],
    ["+0 555 555 0101", undefined],
    ["+1234", undefined],
    ["+1234567890123456", undefined],
    ["call me", undefined],
  ])("%j", (text, expected) => expect(read("phone", text)).toBe(expected));
});

describe("what phones do to an answer changes nothing:", () => {
  test.each<["text" | "email" | "number" | "date" | "phone", string, string | number | undefined]>([
    ["phone", "\u202a+34 600 000 000\u202c", "+34600000000"],
    ["date", "\u200e31/10/2026", "2026-10-31"],
    ["email", "ana@example.com\u2069", "ana@example.com"],
    ["number", "5\ufe0f\u20e3", 5],
    ["number", "five\n5", 5],
    ["date", "31/10/2026\n1", "2026-10-31"],
    ["date", "1\n5", undefined],
    ["text", "Ana\nfrom Madrid", "Ana\nfrom Madrid"],
  ])("%s %j", (kind, text, expected) => expect(read(kind, text)).toBe(expected));
});

describe("a choice", () => {
  const stars = ["5 stars", "4 stars", "3 stars", "2 stars", "1 star"];
  const slots = ["1 morning", "2 noon", "evening"];
  test.each([
    [stars, "5 stars", "c0"],
    [stars, "5", undefined],
    [stars, "3", "c2"],
    [slots, "2", "c1"],
    [slots, "3.", "c2"],
    [["Yes", "No"], "2", "c1"],
    [["Yes", "No"], "Yes\nYes", "c0"],
    [["Yes", "No"], "3", undefined],
    [["Yes", "No"], "0", undefined],
  ])("of %j, %j", (titles, text, expected) => {
    const choices = titles.map((title, place) => ({ id: `c${place}`, title: { en: title } }));
    const item: Item = { id: "x", kind: "choice", text: { en: "?" }, required: true, choices };
    expect(readAnswer(item, { text, language: "en" })).toBe(expected);
  });
});

function read(kind: "text" | "email" | "number" | "date" | "phone", text: string, range = {}) {
  const item: Item = { id: "x", kind, text: { en: "?" }, required: true, ...range };
  return readAnswer(item, { text, language: "en" });
}
