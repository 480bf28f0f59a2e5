import type { Language } from "../../nouns.ts";

export const LANGUAGES = ["en", "es", "it", "fr", "de", "pt"] as const satisfies Language[];
