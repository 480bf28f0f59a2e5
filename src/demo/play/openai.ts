import { randomBytes } from "node:crypto";
import { startOpenAiStandIn } from "../openai/stand-in.ts";
import { modelSuggestions } from "../phone/suggestions.ts";
import type { PlayedEngine } from "./played.ts";

export async function playOpenAi(): Promise<PlayedEngine> {
  const apiKey = `sk-${randomBytes(24).toString("hex")}`;
  const openAi = await startOpenAiStandIn({ apiKey, answerDelayMs: 900 });
  return {
    answerer: {
      name: "OpenAI",
      asks: "OpenAI",
      suggestions: modelSuggestions,
      sqlFor: () => undefined,
      mishaps: [
        {
          id: "break_off",
          label: "Next answer breaks off",
          hint: "Ask something now: the connection to OpenAI will break in the middle.",
          happen: () => openAi.faults.next("responses", BREAKS_OFF),
        },
        {
          id: "down",
          label: "OpenAI is down",
          hint: "Ask something now: the next request to OpenAI gets a 503.",
          happen: () => openAi.faults.next("responses", { kind: "error", status: 503 }),
        },
        {
          id: "forgotten",
          label: "OpenAI forgets us",
          hint: "Ask something now: OpenAI knows none of its conversations any more.",
          happen: () => openAi.vanish(),
        },
      ],
    },
    settings: {
      ENGINE: "openai",
      OPENAI_API_KEY: apiKey,
      OPENAI_BASE_URL: openAi.url,
      OPENAI_HISTORY: "conversation",
    },
    close: () => openAi.close(),
  };
}

/** Late enough for some words to have come. */
const BREAKS_OFF = { kind: "run", pieces: 4, dripMs: 40, end: { kind: "reset" } } as const;
