import { config as readDotenv } from "dotenv";
import { missingSettings, type Given } from "./missing-settings.ts";
import type { EngineName, Language } from "./nouns.ts";
import { settings, settingsOfLaterVersions, type SettingName, type Settings } from "./settings.ts";

export type TwilioSettings = {
  accountSid: string;
  authToken: string;
  apiKey?: { sid: string; secret: string };
  fromNumber: string;
  /** Exactly what Twilio signs: the URL of the console, without its fragment. */
  webhookUrl: string;
  /** Base of the status callback links, without a trailing slash. */
  publicUrl: string;
  apiUrl: string;
  messagingApiUrl: string;
};

export type MetaSettings = {
  accessToken: string;
  /** The WhatsApp Business Account: `entry[].id` of a webhook. */
  accountId: string;
  /** Our number, as Meta calls it: `phone_number_id`. The address of our line. */
  phoneId: string;
  appSecret: string;
  verifyToken: string;
  /** Base of the Graph API without version, without a trailing slash. */
  apiUrl: string;
  /** Such as `v25.0`. */
  apiVersion: string;
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

export type QuestionnaireSettings = { file: string; apiUrl: string; apiSecret: string };

export type AskYourDatabaseSettings = {
  apiKey: string;
  chatbotId: string;
  url: string;
  mode: "session" | "api-key";
};

export type Config = Readonly<{
  host: string;
  port: number;
  /** The channels that are used: one of them, or both. */
  twilio?: TwilioSettings;
  meta?: MetaSettings;
  language: Language | "auto";
  engine: EngineName;
  fallbackEngine?: EngineName;
  /** Empty where the engine is not used. */
  askYourDatabase: AskYourDatabaseSettings;
  openAi: OpenAiSettings;
  questionnaire: QuestionnaireSettings;
  showTyping: boolean;
  databaseFile: string;
  /** Empty: log to standard output only. */
  logDir: string;
  logLevel: Settings["LOG_LEVEL"];
  maxTextLength: number;
  longAnswers: "truncate" | "split";
  mergeWindowMs: number;
  answerTimeoutMs: number;
  holdingMessageAfterMs: number;
  lateAfterMs: number;
  maxConcurrentAnswers: number;
  limits: {
    messagesPerMinute: number;
    contactAnswersPerDay: number;
    /** 0: no limit. */
    businessAnswersPerDay: number;
  };
  allowedContacts?: readonly string[];
  /** Values that must never reach a log line. */
  secrets: readonly string[];
  warnings: readonly string[];
}>;

/** Everything that is wrong with the settings, one line each. */
export class ConfigProblems extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(
      `Askline cannot start with these settings:\n${problems.map((line) => `  ${line}\n`).join("")}`,
    );
    this.name = "ConfigProblems";
    this.problems = problems;
  }
}

/** Reads `.env` and the environment, which wins. The only reader of process.env. */
export function loadConfig(): Config {
  readDotenv({ quiet: true });
  return readConfig(process.env);
}

/** @throws ConfigProblems naming every problem at once */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = trimmed(environment);
  const parsed = settings.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map(describeIssue);
  const known = new Set(problems.map((line) => line.split(":")[0]));
  problems.push(...missingSettings(given).filter((line) => !known.has(line.split(":")[0])));
  if (!parsed.success || problems.length > 0) throw new ConfigProblems(problems);
  return Object.freeze(toConfig(parsed.data, given));
}

function trimmed(environment: Record<string, string | undefined>): Given {
  const given: Given = {};
  for (const name of Object.keys(settings.shape) as SettingName[]) {
    const value = environment[name]?.trim();
    if (value || (name === "LOG_DIR" && value === "")) given[name] = value;
  }
  return given;
}

function describeIssue(issue: { path: PropertyKey[]; message: string }): string {
  return `${String(issue.path[0])}: ${issue.message}.`;
}

function toConfig(set: Settings, given: Given): Config {
  return {
    host: set.HOST,
    port: set.PORT,
    ...(set.TWILIO_ACCOUNT_SID && { twilio: twilioSettings(set) }),
    ...(set.WHATSAPP_PHONE_ID && { meta: metaSettings(set) }),
    language: set.LANGUAGE,
    engine: set.ENGINE,
    ...(set.FALLBACK_ENGINE && { fallbackEngine: set.FALLBACK_ENGINE }),
    askYourDatabase: {
      apiKey: set.ASKYOURDATABASE_API_KEY ?? "",
      chatbotId: set.ASKYOURDATABASE_CHAT_ID ?? "",
      url: set.ASKYOURDATABASE_URL,
      mode: set.ASKYOURDATABASE_MODE,
    },
    openAi: openAiSettings(set),
    questionnaire: {
      file: set.QUESTIONNAIRE_FILE ?? "",
      apiUrl: set.EXTERNAL_API_URL ?? "",
      apiSecret: set.EXTERNAL_API_SECRET ?? "",
    },
    showTyping: set.TYPING_INDICATOR,
    databaseFile: set.DATABASE_URL.slice("sqlite:".length),
    logDir: set.LOG_DIR,
    logLevel: set.LOG_LEVEL,
    maxTextLength: set.MAX_SMS_CHARS,
    longAnswers: set.LONG_ANSWERS,
    mergeWindowMs: set.MERGE_WINDOW_MS,
    answerTimeoutMs: set.ANSWER_TIMEOUT_MS,
    holdingMessageAfterMs: set.HOLDING_MESSAGE_AFTER_MS,
    lateAfterMs: set.LATE_AFTER_MINUTES * 60_000,
    maxConcurrentAnswers: set.MAX_CONCURRENT_ANSWERS,
    limits: {
      messagesPerMinute: set.CONTACT_MESSAGES_PER_MINUTE,
      contactAnswersPerDay: set.CONTACT_ANSWERS_PER_DAY,
      businessAnswersPerDay: set.BUSINESS_ANSWERS_PER_DAY,
    },
    ...(set.ALLOWED_CONTACTS && { allowedContacts: set.ALLOWED_CONTACTS }),
    secrets: SECRETS.map((name) => given[name]).filter((value) => value !== undefined),
    warnings: warningsOf(given),
  };
}

const SECRETS: SettingName[] = [
  "TWILIO_AUTH_TOKEN",
  "TWILIO_API_KEY_SECRET",
  "ASKYOURDATABASE_API_KEY",
  "WHATSAPP_ACCESS_TOKEN",
  "WHATSAPP_APP_SECRET",
  "VERIFY_TOKEN",
  "OPENAI_API_KEY",
  "EXTERNAL_API_SECRET",
];

function warningsOf(given: Given): string[] {
  const later = settingsOfLaterVersions
    .filter((name) => given[name as SettingName])
    .map(
      (name) =>
        `${name} is set, but has no effect in this version; remove it to silence this line.`,
    );
  return given.OPENAI_PROMPT_ID ? [...later, PROMPTS_END] : later;
}

const PROMPTS_END =
  "OPENAI_PROMPT_ID: OpenAI ends stored prompts on 30 November 2026; put the prompt's text into OPENAI_INSTRUCTIONS and remove this setting.";

function metaSettings(set: Settings): MetaSettings {
  return {
    accessToken: set.WHATSAPP_ACCESS_TOKEN ?? "",
    accountId: set.WHATSAPP_ACCOUNT_ID ?? "",
    phoneId: set.WHATSAPP_PHONE_ID ?? "",
    appSecret: set.WHATSAPP_APP_SECRET ?? "",
    verifyToken: set.VERIFY_TOKEN ?? "",
    apiUrl: set.GRAPH_API_URL,
    apiVersion: set.GRAPH_API_VERSION,
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

function twilioSettings(set: Settings): TwilioSettings {
  const webhookUrl = set.TWILIO_WEBHOOK_URL ?? `${set.PUBLIC_URL}/whatsapp`;
  return {
    accountSid: set.TWILIO_ACCOUNT_SID ?? "",
    authToken: set.TWILIO_AUTH_TOKEN ?? "",
    ...(set.TWILIO_API_KEY_SID && {
      apiKey: { sid: set.TWILIO_API_KEY_SID, secret: set.TWILIO_API_KEY_SECRET ?? "" },
    }),
    fromNumber: set.TWILIO_FROM_NUMBER ?? "",
    webhookUrl,
    publicUrl:
      set.PUBLIC_URL ??
      webhookUrl
        .replace(/\?.*$/, "")
        .replace(/\/whatsapp\/?$/, "")
        .replace(/\/$/, ""),
    apiUrl: set.TWILIO_API_URL,
    messagingApiUrl: set.TWILIO_MESSAGING_API_URL,
  };
}
