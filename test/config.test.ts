import { readFileSync } from "node:fs";
import { parse } from "dotenv";
import { describe, expect, test } from "vitest";
import { ConfigProblems, readConfig } from "../src/config.ts";
import { settings } from "../src/settings/settings.ts";

const NEEDED = {
  PUBLIC_URL: "https://bot.example.com",
  TWILIO_ACCOUNT_SID: "AC00000000000000000000000000000001",
  TWILIO_AUTH_TOKEN: "0123456789abcdef0123456789abcdef",
  TWILIO_FROM_NUMBER: "+14155238886",
  ASKYOURDATABASE_API_KEY: "a-key",
  ASKYOURDATABASE_CHAT_ID: "5da7b8cf3a372f5e6e6b64af9ae189c7",
};

const META = {
  WHATSAPP_ACCESS_TOKEN: "a-token",
  WHATSAPP_PHONE_ID: "106540352242922",
  WHATSAPP_ACCOUNT_ID: "102290129340398",
  WHATSAPP_APP_SECRET: "a-secret",
  VERIFY_TOKEN: "a-word",
};

test("with only what is needed, everything else has its default", () => {
  expect(readConfig(NEEDED)).toMatchObject({
    host: "0.0.0.0",
    port: 5000,
    engine: "askyourdatabase",
    databaseFile: "data/askline.db",
    logDir: "logs",
    maxTextLength: 1600,
    longAnswers: "truncate",
    mergeWindowMs: 1000,
    answerTimeoutMs: 120_000,
    maxConcurrentAnswers: 16,
    showTyping: true,
    twilio: {
      webhookUrl: "https://bot.example.com/whatsapp",
      publicUrl: "https://bot.example.com",
    },
    warnings: [],
  });
});

test("every problem is told at once, without values, each with its repair", () => {
  const problems = problemsOf({
    PORT: "99999",
    TWILIO_AUTH_TOKEN: "s3cret-value",
    TWILIO_FROM_NUMBER: "call me",
    LONG_ANSWERS: "yes",
  });
  expect(problems.map((line) => line.split(":")[0])).toEqual(
    expect.arrayContaining(["PORT", "TWILIO_FROM_NUMBER", "LONG_ANSWERS", "TWILIO_ACCOUNT_SID"]),
  );
  expect(problems.join("\n")).not.toMatch(/s3cret-value|call me|99999/);
});

test("no channel at all is said in one sentence", () => {
  expect(problemsOf({}).join("\n")).toMatch(/No WhatsApp channel is configured/);
});

describe("what is wrong is told with how it has to look", () => {
  test.each([
    ["OPENAI_BASE_URL", "localhost:11434", /http:\/\/.*like http:\/\/localhost:11434\/v1\.$/],
    ["TWILIO_API_URL", "localhost:8080", /http:\/\/.*like https:\/\/api\.twilio\.com\.$/],
    ["ASKYOURDATABASE_URL", "www.askyourdatabase.com", /like https:\/\/www\.askyourdatabase\.com/],
    ["GRAPH_API_URL", "graph.facebook.com", /like https:\/\/graph\.facebook\.com/],
    ["PUBLIC_URL", "bot.example.com", /like https:\/\/bot\.example\.com/],
    ["TWILIO_WEBHOOK_URL", "bot.example.com", /like https:\/\/bot\.example\.com\/whatsapp/],
    ["EXTERNAL_API_URL", "http://api.example.com", /like https:\/\/api\.example\.com\/answers/],
    ["GRAPH_API_VERSION", "25", /like v25\.0/],
    ["WHATSAPP_PHONE_ID", "+14155238886", /is not the phone number id, which is not the number/],
    ["WHATSAPP_ACCESS_TOKEN", "Bearer EAAabc", /copy it again.* without Bearer before it\.$/],
    ["OPENAI_API_KEY", "sk-…abc", /copy it again/],
    ["ASKYOURDATABASE_API_KEY", "'a-key'", /copy it again, without quotes/],
    ["TWILIO_AUTH_TOKEN", "two\nlines", /copy it again/],
    ["LANGUAGE", "english", /one of: auto, en, es, it, fr, de, pt/],
    ["OPENAI_HISTORY", "yes", /one of: conversation, local/],
    ["FALLBACK_ENGINE", "askyourdatabase", /the same as ENGINE; choose another one, or leave it/],
  ])("%s=%s", (name, value, told) => {
    const problems = problemsOf({ ...NEEDED, ...META, [name]: value });
    expect(problems).toEqual([expect.stringMatching(told)]);
    expect(problems[0]?.startsWith(`${name}: `)).toBe(true);
  });
});

test.each(Object.keys(META))("Meta settings without %s are not all", (name) => {
  const { [name]: _left, ...others } = { ...NEEDED, ...META } as Record<string, string>;
  expect(problemsOf(others)).toEqual([expect.stringMatching(`^${name}: is missing; .+\\.$`)]);
});

test("half an API key is refused", () => {
  expect(problemsOf({ ...NEEDED, TWILIO_API_KEY_SID: `SK${"0".repeat(32)}` })).toEqual([
    "TWILIO_API_KEY_SECRET: is missing; set both parts of the API key, or neither.",
  ]);
});

describe("values as people paste them", () => {
  test.each([
    ["blanks and newlines", { TWILIO_AUTH_TOKEN: "  abc\n" }, { twilio: { authToken: "abc" } }],
    [
      "whatsapp: before the number",
      { TWILIO_FROM_NUMBER: "whatsapp:+14155238886" },
      { twilio: { fromNumber: "+14155238886" } },
    ],
    [
      "connection overrides",
      { TWILIO_WEBHOOK_URL: "https://a.example/in/#rc=2&rp=all" },
      { twilio: { webhookUrl: "https://a.example/in/" } },
    ],
    [
      "the dashboard's URL",
      { ASKYOURDATABASE_CHAT_ID: "https://www.askyourdatabase.com/dashboard/chatbot/abc123?tab=1" },
      { askYourDatabase: { chatbotId: "abc123" } },
    ],
    [
      "a slash at the end",
      { PUBLIC_URL: "https://bot.example.com/" },
      { twilio: { webhookUrl: "https://bot.example.com/whatsapp" } },
    ],
    [
      "numbers and user ids that may ask",
      { ALLOWED_CONTACTS: "whatsapp:+15555550101, US.13491208655302741918" },
      { allowedContacts: ["+15555550101", "US.13491208655302741918"] },
    ],
    ["an empty LOG_DIR", { LOG_DIR: "" }, { logDir: "" }],
    ["an empty PORT", { PORT: "" }, { port: 5000 }],
  ])("%s", (_name, given, expected) => {
    expect(readConfig({ ...NEEDED, ...given })).toMatchObject(expected);
  });
});

test.each([
  ["a database in memory", { DATABASE_URL: "sqlite::memory:" }],
  ["a database with a host", { DATABASE_URL: "sqlite://data/askline.db" }],
  ["a public address with a query", { PUBLIC_URL: "https://bot.example.com/?x=1#y" }],
])("%s is refused", (_name, given) => {
  expect(problemsOf({ ...NEEDED, ...given })).toHaveLength(1);
});

test.each(["15555550101", "+15555550101,", "Ana", "US.1349,us.1349"])(
  "whom nobody can be may not be allowed to ask: %s",
  (ALLOWED_CONTACTS) => {
    expect(problemsOf({ ...NEEDED, ALLOWED_CONTACTS })).toEqual([
      expect.stringMatching(
        /^ALLOWED_CONTACTS: .*: write \+15555550101,US\.13491208655302741918\.$/,
      ),
    ]);
  },
);

test("the status callbacks follow the webhook, with or without a slash at its end", () => {
  const { PUBLIC_URL, ...others } = NEEDED;
  for (const url of [`${PUBLIC_URL}/whatsapp`, `${PUBLIC_URL}/whatsapp/`])
    expect(readConfig({ ...others, TWILIO_WEBHOOK_URL: url }).twilio?.publicUrl).toBe(PUBLIC_URL);
});

test.each(["short", "whsec_", "whsec_c2hvcnQ=", "whsec_!!!not base64 at all, long!!!"])(
  "a secret that proves little is refused, with the others: %s",
  (EXTERNAL_API_SECRET) => {
    const problems = problemsOf({ ...NEEDED, EXTERNAL_API_SECRET, PORT: "-1" });
    expect(problems).toEqual([
      expect.stringMatching(/^PORT: /),
      expect.stringMatching(
        /^EXTERNAL_API_SECRET: .*: set it to whsec_ .* at least 24 characters\.$/,
      ),
    ]);
  },
);

test("http is only for this machine", () => {
  expect(problemsOf({ ...NEEDED, PUBLIC_URL: "http://bot.example.com" })).toHaveLength(1);
  expect(readConfig({ ...NEEDED, PUBLIC_URL: "http://127.0.0.1:5000" }).twilio?.publicUrl).toBe(
    "http://127.0.0.1:5000",
  );
});

test("a setting of a later version is answered with a warning", () => {
  const { warnings } = readConfig({ ...NEEDED, SLACK_CHANNEL: "C1" });
  expect(warnings).toEqual([expect.stringMatching(/^SLACK_CHANNEL is set, but has no effect/)]);
});

test("a name in .env that is no setting is answered with a warning", () => {
  const { warnings } = readConfig({ ...NEEDED }, [...Object.keys(NEEDED), "OPENAI_MODLE"]);
  expect(warnings).toEqual([expect.stringMatching(/^OPENAI_MODLE in .env is no setting/)]);
});

test.each([
  ["that can never take over", "questionnaire", "askyourdatabase", /^FALLBACK_ENGINE .*remove/],
  ["that asks itself", "askyourdatabase", "questionnaire", /^FALLBACK_ENGINE=.*choose another/],
])("a second engine %s is answered with a warning", (_name, ENGINE, FALLBACK_ENGINE, told) => {
  const questionnaire = {
    QUESTIONNAIRE_FILE: "questions.json",
    EXTERNAL_API_URL: "https://api.example.com",
    EXTERNAL_API_SECRET: "0123456789abcdef01234567",
  };
  const { warnings } = readConfig({ ...NEEDED, ...questionnaire, ENGINE, FALLBACK_ENGINE });
  expect(warnings).toEqual([expect.stringMatching(told)]);
});

describe(".env.example", () => {
  const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const example = parse(text);

  test("lists every setting in the order of the schema, one line each", () => {
    expect(Object.keys(example)).toEqual(Object.keys(settings.shape));
    for (const line of text.split("\n").slice(1, -1)) expect(line).toMatch(/^[A-Z_]+=\S* # \S/);
  });

  test("shows the defaults", () => {
    expect(readConfig({ ...example, ...NEEDED })).toEqual(readConfig(NEEDED));
  });
});

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
  throw new Error("These settings were accepted.");
}
