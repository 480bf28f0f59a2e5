import { createLanguageOf } from "../../src/texts/language-of.ts";

/** Whoever asks, our own texts are English. */
export const inEnglish = createLanguageOf("en");
