import { z } from "zod";
import { signingKey } from "./signing-key.ts";

const ENGINES = ["askyourdatabase", "openai", "questionnaire"] as const;

/**
 * Every setting, in the order of `.env.example`. Values arrive trimmed; an empty one counts as
 * absent, except for LOG_DIR. Every message ends with the repair, and none repeats a value.
 */
export const settings = z.object({
  HOST: text().default("0.0.0.0"),
  PORT: wholeNumber(0, 65_535).default(5000),
  PUBLIC_URL: webAddress(
    "the https address under which providers reach this server",
    "https://bot.example.com",
  )
    .regex(/^[^?#]*$/, "has to end without ? and #, like https://bot.example.com")
    .transform(withoutTrailingSlash)
    .optional(),
  TWILIO_ACCOUNT_SID: text()
    .regex(
      /^AC[0-9a-zA-Z]{32}$/,
      "is not an Account SID: copy it from the Twilio console, AC and 32 characters",
    )
    .optional(),
  TWILIO_AUTH_TOKEN: key().optional(),
  TWILIO_API_KEY_SID: text()
    .regex(
      /^SK[0-9a-zA-Z]{32}$/,
      "is not an API key SID: copy it from the Twilio console, SK and 32 characters",
    )
    .optional(),
  TWILIO_API_KEY_SECRET: key().optional(),
  TWILIO_FROM_NUMBER: text()
    .transform((number) => number.replace(/^whatsapp:/, ""))
    .pipe(phoneNumber("is not a number: write it like +14155238886"))
    .optional(),
  TWILIO_WEBHOOK_URL: webAddress(
    "exactly the URL that is entered in the Twilio console",
    "https://bot.example.com/whatsapp",
  )
    .transform((url) => url.replace(/#.*$/, ""))
    .optional(),
  TWILIO_API_URL: baseUrl("https://api.twilio.com").default("https://api.twilio.com"),
  TWILIO_MESSAGING_API_URL: baseUrl("https://messaging.twilio.com").default(
    "https://messaging.twilio.com",
  ),
  ASKYOURDATABASE_API_KEY: key().optional(),
  ASKYOURDATABASE_CHAT_ID: text()
    .transform(lastPathPart)
    .pipe(
      z.string().min(1, "holds no chatbot id: copy the last part of the chatbot's dashboard URL"),
    )
    .optional(),
  ASKYOURDATABASE_URL: baseUrl("https://www.askyourdatabase.com").default(
    "https://www.askyourdatabase.com",
  ),
  ASKYOURDATABASE_MODE: oneOf(["session", "api-key"]).default("session"),
  WHATSAPP_ACCESS_TOKEN: key().optional(),
  WHATSAPP_PHONE_ID: metaId("the phone number id, which is not the number itself"),
  WHATSAPP_ACCOUNT_ID: metaId("the WhatsApp Business Account id"),
  WHATSAPP_APP_SECRET: text().optional(),
  VERIFY_TOKEN: text().optional(),
  GRAPH_API_VERSION: text()
    .regex(/^v\d{1,3}\.\d$/, "has to be a version of the Graph API, like v25.0")
    .default("v25.0"),
  GRAPH_API_URL: webAddress("the base URL of the Graph API", "https://graph.facebook.com")
    .transform(withoutTrailingSlash)
    .default("https://graph.facebook.com"),
  TYPING_INDICATOR: oneOf(["true", "false"])
    .transform((value) => value === "true")
    .default(true),
  LANGUAGE: oneOf(["auto", "en", "es", "it", "fr", "de", "pt"]).default("auto"),
  ENGINE: oneOf(ENGINES).default("askyourdatabase"),
  FALLBACK_ENGINE: oneOf(ENGINES).optional(),
  OPENAI_API_KEY: key().optional(),
  OPENAI_MODEL: text().default("gpt-6-luna"),
  OPENAI_BASE_URL: baseUrl("http://localhost:11434/v1").optional(),
  OPENAI_INSTRUCTIONS: text().optional(),
  OPENAI_HISTORY: oneOf(["conversation", "local"]).optional(),
  OPENAI_TRANSCRIBE_MODEL: later(),
  OPENAI_ANALYSIS_MODEL: later(),
  OPENAI_PROMPT_ID: text().optional(),
  QUESTIONNAIRE_FILE: text().optional(),
  EXTERNAL_API_URL: webAddress(
    "the address that takes the answers of a questionnaire",
    "https://api.example.com/answers",
  ).optional(),
  EXTERNAL_API_SECRET: text()
    .refine(
      signingKey,
      "is too short or no base64: set it to whsec_ and the base64 of at least 24 bytes, or to at least 24 characters",
    )
    .optional(),
  SLACK_BOT_TOKEN: later(),
  SLACK_SIGNING_SECRET: later(),
  SLACK_CHANNEL: later(),
  SLACK_API_URL: later(),
  DATABASE_URL: text()
    .regex(
      /^sqlite:(?!:memory:|\/\/)./,
      "has to be sqlite: and a file, like sqlite:data/askline.db",
    )
    .default("sqlite:data/askline.db"),
  LOG_DIR: z.string().default("logs"),
  LOG_LEVEL: oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  MAX_SMS_CHARS: wholeNumber(160, 1600).default(1600),
  LONG_ANSWERS: oneOf(["truncate", "split"]).default("truncate"),
  MERGE_WINDOW_MS: wholeNumber(0, 60_000).default(1000),
  ANSWER_TIMEOUT_MS: wholeNumber(1000, 3_600_000).default(120_000),
  HOLDING_MESSAGE_AFTER_MS: wholeNumber(0, 3_600_000).default(20_000),
  LATE_AFTER_MINUTES: wholeNumber(1, 1_440).default(30),
  MAX_CONCURRENT_ANSWERS: wholeNumber(1, 10_000).default(16),
  CONTACT_MESSAGES_PER_MINUTE: wholeNumber(1, 400).default(20),
  CONTACT_ANSWERS_PER_DAY: wholeNumber(1, 100_000).default(200),
  BUSINESS_ANSWERS_PER_DAY: wholeNumber(0, 100_000_000).default(0),
  ALLOWED_CONTACTS: text()
    .transform((list) => list.split(",").map((one) => one.trim().replace(/^whatsapp:/, "")))
    .pipe(z.array(contactAddress()))
    .optional(),
});

export type Settings = z.output<typeof settings>;
export type SettingName = keyof Settings;

/** Part of the contract, without effect in this version: whoever sets it is told so at start. */
export const settingsOfLaterVersions = Object.entries(settings.shape)
  .filter(([, schema]) => schema.meta()?.["later"] === true)
  .map(([name]) => name);

function later() {
  return text().optional().meta({ later: true });
}

function text() {
  return z.string();
}

/** What goes into a header of every request: one that does not fit there stops them all. */
function key() {
  return text().regex(
    /^(?!["'])[!-~]+$/,
    "holds something that is no part of it: copy it again, without quotes and without Bearer before it",
  );
}

function metaId(what: string) {
  return text()
    .regex(/^\d{5,32}$/, `is not ${what}: copy the id from the app's page WhatsApp, API Setup`)
    .optional();
}

function phoneNumber(problem: string) {
  return z.string().regex(/^\+[1-9]\d{6,14}$/, problem);
}

/** A number, or the user id of somebody whose number WhatsApp hides. */
function contactAddress() {
  return z
    .string()
    .regex(
      /^(\+[1-9]\d{6,14}|[A-Z]{2}\.[!-~]{1,137})$/,
      "holds something that is neither a number nor a user id: write +15555550101,US.13491208655302741918",
    );
}

function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `has to be one of: ${values.join(", ")}` });
}

function wholeNumber(min: number, max: number) {
  const problem = `has to be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, problem)
    .transform(Number)
    .pipe(z.number().min(min, problem).max(max, problem));
}

/** An address that others call: https, or http on this machine. */
function webAddress(what: string, example: string) {
  return z
    .string()
    .refine(isSafeUrl, `has to be ${what}, like ${example} (http only for this machine)`);
}

/** Without its beginning, `localhost:11434` reads as a URL of the kind `localhost:`. */
function baseUrl(example: string) {
  return z
    .string()
    .refine(
      (url) => /^https?:$/.test(URL.parse(url)?.protocol ?? ""),
      `has to be a whole URL with http:// or https:// before it, like ${example}`,
    )
    .transform(withoutTrailingSlash);
}

function withoutTrailingSlash(url: string): string {
  return url.replace(/\/+$/, "");
}

function isSafeUrl(value: string): boolean {
  const url = URL.parse(value);
  if (url?.protocol === "https:") return true;
  return url?.protocol === "http:" && LOOPBACK.test(url.hostname);
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** People paste the dashboard's URL where its last part is asked for. */
function lastPathPart(value: string): string {
  const path = URL.parse(value)?.pathname ?? value;
  return path.split("/").filter(Boolean).at(-1) ?? "";
}
