import { randomBytes } from "node:crypto";
import { answerQuestion } from "../askyourdatabase/questions.ts";
import { createShop } from "../askyourdatabase/shop.ts";
import { startAskYourDatabaseStandIn } from "../askyourdatabase/stand-in.ts";
import { shopSuggestions } from "../phone/suggestions.ts";
import type { PlayedEngine } from "./played.ts";

export async function playAskYourDatabase(): Promise<PlayedEngine> {
  const chatbotId = randomBytes(16).toString("hex");
  const apiKey = randomBytes(32).toString("hex");
  const standIn = await startAskYourDatabaseStandIn({ apiKey, chatbotId, answerDelayMs: 900 });
  const shop = createShop();
  return {
    answerer: {
      name: "AskYourDatabase",
      asks: "AskYourDatabase",
      suggestions: shopSuggestions,
      sqlFor: (question) => answerQuestion(shop, question, "").sql,
      mishaps: [
        {
          id: "break_off",
          label: "Next answer breaks off",
          hint: "Ask something now: the connection to AskYourDatabase will break in the middle.",
          happen: () => standIn.faults.next("ask", BREAKS_OFF),
        },
        {
          id: "down",
          label: "AskYourDatabase is down",
          hint: "Ask something now: the next request to AskYourDatabase gets a 503.",
          happen: () => standIn.faults.next("ask", { kind: "status", status: 503 }),
        },
      ],
    },
    settings: {
      ENGINE: "askyourdatabase",
      ASKYOURDATABASE_API_KEY: apiKey,
      ASKYOURDATABASE_CHAT_ID: chatbotId,
      ASKYOURDATABASE_URL: standIn.url,
    },
    async close() {
      shop.close();
      await standIn.close();
    },
  };
}

/** Late enough for some words to have come. */
const BREAKS_OFF = { kind: "stream", stop: { after: 420, with: "reset" } } as const;
