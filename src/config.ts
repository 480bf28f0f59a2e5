import { config as readDotenv } from "dotenv";
import { channelSettings, type ChannelSettings } from "./settings/channel-settings.ts";
import { engineSettings, type EngineSettings } from "./settings/engine-settings.ts";
import { missingSettings, type Given } from "./settings/missing-settings.ts";
import type { EngineName, Language } from "./nouns.ts";
import {
  settings,
  settingsOfLaterVersions,
  type SettingName,
  type Settings,
} from "./settings/settings.ts";

export type Config = Readonly<OwnSettings & ChannelSettings & EngineSettings>;

type OwnSettings = {
  host: string;
  port: number;
  language: Language | "auto";
  engine: EngineName;
  fallbackEngine?: EngineName;
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
};

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
  const { parsed = {} } = readDotenv({ quiet: true });
  return readConfig(process.env, Object.keys(parsed));
}

/** @throws ConfigProblems naming every problem at once */
export function readConfig(
  environment: Record<string, string | undefined>,
  namesInFile: readonly string[] = [],
): Config {
  const given = trimmed(environment);
  const parsed = settings.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map(describeIssue);
  const known = new Set(problems.map((line) => line.split(":")[0]));
  problems.push(...missingSettings(given).filter((line) => !known.has(line.split(":")[0])));
  if (!parsed.success || problems.length > 0) throw new ConfigProblems(problems);
  const config = toConfig(parsed.data, given);
  const warnings = [...config.warnings, ...misspelled(namesInFile)];
  return Object.freeze({ ...config, warnings });
}

/** The environment holds names of others; `.env` is ours. */
function misspelled(names: readonly string[]): string[] {
  return names
    .filter((name) => !Object.hasOwn(settings.shape, name))
    .map((name) => `${name} in .env is no setting of Askline: see .env.example for its spelling`);
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
    ...channelSettings(set),
    language: set.LANGUAGE,
    engine: set.ENGINE,
    ...(set.FALLBACK_ENGINE && { fallbackEngine: set.FALLBACK_ENGINE }),
    ...engineSettings(set),
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
  const isUseless = given.ENGINE === "questionnaire" && given.FALLBACK_ENGINE;
  const isLeft = given.FALLBACK_ENGINE === "questionnaire";
  return [
    ...later,
    ...(given.OPENAI_PROMPT_ID ? [PROMPTS_END] : []),
    ...(isUseless ? [NO_FALLBACK] : []),
    ...(isLeft ? [LEFT_IN_THE_MIDDLE] : []),
  ];
}

const NO_FALLBACK =
  "FALLBACK_ENGINE has no effect with ENGINE=questionnaire, in the middle of which nobody else can take over; remove it to silence this line.";

const LEFT_IN_THE_MIDDLE =
  "FALLBACK_ENGINE=questionnaire asks instead of answering, and is left in its middle when ENGINE is back; choose another one, or remove it.";

const PROMPTS_END =
  "OPENAI_PROMPT_ID: OpenAI ends stored prompts on 30 November 2026; put the prompt's text into OPENAI_INSTRUCTIONS and remove this setting.";
