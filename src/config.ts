import { config as readDotenv } from "dotenv";
import type { EngineName } from "./nouns.ts";
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

export type AskYourDatabaseSettings = {
  apiKey: string;
  chatbotId: string;
  url: string;
  mode: "session" | "api-key";
};

export type Config = Readonly<{
  host: string;
  port: number;
  twilio: TwilioSettings;
  engine: EngineName;
  askYourDatabase: AskYourDatabaseSettings;
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
  problems.push(...missing(given).filter((line) => !known.has(line.split(":")[0])));
  if (!parsed.success || problems.length > 0) throw new ConfigProblems(problems);
  return Object.freeze(toConfig(parsed.data, given));
}

type Given = Partial<Record<SettingName, string>>;

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

const REQUIRED: Partial<Record<SettingName, string>> = {
  TWILIO_ACCOUNT_SID: "copy the Account SID from the Twilio console's front page",
  TWILIO_AUTH_TOKEN: "copy the auth token from the Twilio console's front page",
  TWILIO_FROM_NUMBER: "set your WhatsApp sender, like +14155238886 for the sandbox",
  ASKYOURDATABASE_API_KEY: "create a key in AskYourDatabase under Settings, API Keys",
  ASKYOURDATABASE_CHAT_ID: "copy the last part of the chatbot's dashboard URL",
};

function missing(given: Given): string[] {
  const lines = Object.entries(REQUIRED)
    .filter(([name]) => !given[name as SettingName])
    .map(([name, repair]) => `${name}: is missing; ${repair}.`);
  if (!given.PUBLIC_URL && !given.TWILIO_WEBHOOK_URL)
    lines.push(
      "PUBLIC_URL: is missing; set the https address under which Twilio reaches this server, like https://bot.example.com.",
    );
  if (!given.TWILIO_API_KEY_SID !== !given.TWILIO_API_KEY_SECRET)
    lines.push(
      `${given.TWILIO_API_KEY_SID ? "TWILIO_API_KEY_SECRET" : "TWILIO_API_KEY_SID"}: is missing; set both parts of the API key, or neither.`,
    );
  const channel = Object.keys(REQUIRED).filter((name) => name.startsWith("TWILIO_"));
  if (channel.every((name) => !given[name as SettingName]))
    lines.unshift(
      "No WhatsApp channel is configured: fill in the TWILIO_ settings, or try `npm run demo`, which needs none.",
    );
  return lines;
}

function toConfig(set: Settings, given: Given): Config {
  const askYourDatabase = {
    apiKey: set.ASKYOURDATABASE_API_KEY ?? "",
    chatbotId: set.ASKYOURDATABASE_CHAT_ID ?? "",
    url: set.ASKYOURDATABASE_URL,
    mode: set.ASKYOURDATABASE_MODE,
  };
  return {
    host: set.HOST,
    port: set.PORT,
    twilio: twilioSettings(set),
    engine: set.ENGINE,
    askYourDatabase,
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
    warnings: settingsOfLaterVersions
      .filter((name) => given[name as SettingName])
      .map(
        (name) =>
          `${name} is set, but has no effect in this version; remove it to silence this line.`,
      ),
  };
}

const SECRETS: SettingName[] = [
  "TWILIO_AUTH_TOKEN",
  "TWILIO_API_KEY_SECRET",
  "ASKYOURDATABASE_API_KEY",
];

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
