import type { EngineName } from "../nouns.ts";
import type { SettingName } from "./settings.ts";

export type Given = Partial<Record<SettingName, string>>;

/** What has to be set for the channels and engines that are used, one line each, with the repair. */
export function missingSettings(given: Given): string[] {
  return [...missingForChannels(given), ...missingForEngines(given)];
}

type Needs = Partial<Record<SettingName, string>>;

const TWILIO: Needs = {
  TWILIO_ACCOUNT_SID: "copy the Account SID from the Twilio console's front page",
  TWILIO_AUTH_TOKEN: "copy the auth token from the Twilio console's front page",
  TWILIO_FROM_NUMBER: "set your WhatsApp sender, like +14155238886 for the sandbox",
};

const META: Needs = {
  WHATSAPP_ACCESS_TOKEN: "make a permanent token for a system user in Meta's business settings",
  WHATSAPP_PHONE_ID: "copy the phone number id from the app's page WhatsApp, API Setup",
  WHATSAPP_ACCOUNT_ID:
    "copy the WhatsApp Business Account id from the app's page WhatsApp, API Setup",
  WHATSAPP_APP_SECRET: "copy the app secret from the app's page App settings, Basic",
  VERIFY_TOKEN: "think of a word, and enter the same one as the verify token in the app's webhook",
};

function missingForChannels(given: Given): string[] {
  const begun = [TWILIO, META].filter((needs) => isBegun(given, needs));
  if (begun.length === 0) return [NO_CHANNEL];
  const lines = begun.flatMap((needs) => missingOf(given, needs));
  return isBegun(given, TWILIO) ? [...lines, ...missingForTwilio(given)] : lines;
}

const NO_CHANNEL =
  "No WhatsApp channel is configured: fill in the TWILIO_ settings or the WHATSAPP_ settings, or try `npm run demo`, which needs none.";

function missingForTwilio(given: Given): string[] {
  const lines: string[] = [];
  if (!given.PUBLIC_URL && !given.TWILIO_WEBHOOK_URL)
    lines.push(
      "PUBLIC_URL: is missing; set the https address under which Twilio reaches this server, like https://bot.example.com.",
    );
  if (!given.TWILIO_API_KEY_SID !== !given.TWILIO_API_KEY_SECRET)
    lines.push(
      `${given.TWILIO_API_KEY_SID ? "TWILIO_API_KEY_SECRET" : "TWILIO_API_KEY_SID"}: is missing; set both parts of the API key, or neither.`,
    );
  return lines;
}

const ENGINES: Record<EngineName, Needs> = {
  askyourdatabase: {
    ASKYOURDATABASE_API_KEY: "create a key in AskYourDatabase under Settings, API Keys",
    ASKYOURDATABASE_CHAT_ID: "copy the last part of the chatbot's dashboard URL",
  },
  openai: {
    OPENAI_API_KEY:
      "create a key at platform.openai.com under API keys; with an OPENAI_BASE_URL that asks for none, any word will do",
  },
  questionnaire: {
    QUESTIONNAIRE_FILE: "set the path of a JSON file, such as src/demo/questionnaire.json",
    EXTERNAL_API_URL: "set the address that takes the answers",
    EXTERNAL_API_SECRET:
      "set the secret that signs requests to that address: whsec_ and base64, or at least 24 characters",
  },
};

function missingForEngines(given: Given): string[] {
  const { ENGINE = "askyourdatabase", FALLBACK_ENGINE } = given;
  const names = [...new Set([ENGINE, FALLBACK_ENGINE])].filter(isEngine);
  const lines = names.flatMap((name) => missingOf(given, ENGINES[name]));
  if (FALLBACK_ENGINE === ENGINE)
    lines.push("FALLBACK_ENGINE: is the same as ENGINE; choose another one, or leave it out.");
  return lines;
}

function isEngine(name: string | undefined): name is EngineName {
  return name !== undefined && Object.hasOwn(ENGINES, name);
}

function isBegun(given: Given, needs: Needs): boolean {
  return Object.keys(needs).some((name) => given[name as SettingName]);
}

function missingOf(given: Given, needs: Needs): string[] {
  return Object.entries(needs)
    .filter(([name]) => !given[name as SettingName])
    .map(([name, repair]) => `${name}: is missing; ${repair}.`);
}
