import { startAskYourDatabaseStandIn } from "../../../src/demo/askyourdatabase/stand-in.ts";
import type { Answerer } from "./answerer.ts";

const API_KEY = "canary-key-of-the-company-database";
const CHATBOT_ID = "5da7b8cf3a372f5e6e6b64af9ae189c7";

/** It is never spoilt: so every question that is asked again has to have a death for it. */
export async function startAskYourDatabase(): Promise<Answerer> {
  const { url, asked, close } = await startAskYourDatabaseStandIn({
    apiKey: API_KEY,
    chatbotId: CHATBOT_ID,
    answerDelayMs: 30,
  });
  return {
    engine: "askyourdatabase",
    settings: {
      ASKYOURDATABASE_API_KEY: API_KEY,
      ASKYOURDATABASE_CHAT_ID: CHATBOT_ID,
      ASKYOURDATABASE_URL: url,
    },
    secrets: [API_KEY],
    spoil() {},
    heal() {},
    testify: () => ({
      asked: asked.map(({ question, at, endedAt = Infinity }) => ({ question, at, endedAt })),
      histories: [],
      submissions: [],
      spoilt: 0,
      counts: {},
    }),
    close,
  };
}
