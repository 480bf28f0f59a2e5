import type { Settings } from "./settings.ts";

export type AskYourDatabaseSettings = {
  apiKey: string;
  chatbotId: string;
  url: string;
  mode: "session" | "api-key";
};

export type OpenAiSettings = {
  apiKey: string;
  model: string;
  /** With `/v1`, without a trailing slash; OpenAI's own when left out. */
  baseUrl?: string;
  instructions: string;
  promptId?: string;
  /** Who keeps the history: OpenAI, in a conversation, or we, who then send the last turns along. */
  history: "conversation" | "local";
};

type QuestionnaireSettings = { file: string; apiUrl: string; apiSecret: string };

/** Of every engine; empty where it is not used. */
export type EngineSettings = {
  askYourDatabase: AskYourDatabaseSettings;
  openAi: OpenAiSettings;
  questionnaire: QuestionnaireSettings;
};

export function engineSettings(set: Settings): EngineSettings {
  return {
    askYourDatabase: askYourDatabaseSettings(set),
    openAi: openAiSettings(set),
    questionnaire: questionnaireSettings(set),
  };
}

function askYourDatabaseSettings(set: Settings): AskYourDatabaseSettings {
  return {
    apiKey: set.ASKYOURDATABASE_API_KEY ?? "",
    chatbotId: set.ASKYOURDATABASE_CHAT_ID ?? "",
    url: set.ASKYOURDATABASE_URL,
    mode: set.ASKYOURDATABASE_MODE,
  };
}

function openAiSettings(set: Settings): OpenAiSettings {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_PROMPT_ID: promptId } = set;
  return {
    apiKey: set.OPENAI_API_KEY ?? "",
    model: set.OPENAI_MODEL,
    ...(baseUrl && { baseUrl }),
    instructions: set.OPENAI_INSTRUCTIONS ?? HOW_TO_ANSWER,
    ...(promptId && { promptId }),
    // Few compatible servers keep conversations.
    history: set.OPENAI_HISTORY ?? (baseUrl ? "local" : "conversation"),
  };
}

const HOW_TO_ANSWER =
  "You answer questions of customers on WhatsApp. Be friendly, short and honest; say so when you do not know.";

function questionnaireSettings(set: Settings): QuestionnaireSettings {
  return {
    file: set.QUESTIONNAIRE_FILE ?? "",
    apiUrl: set.EXTERNAL_API_URL ?? "",
    apiSecret: set.EXTERNAL_API_SECRET ?? "",
  };
}
