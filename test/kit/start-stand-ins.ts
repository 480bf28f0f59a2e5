import { resolve } from "node:path";
import { startAskYourDatabaseStandIn } from "../../src/demo/askyourdatabase/stand-in.ts";
import { startExternalApi } from "../../src/demo/external-api/external-api.ts";
import { startMetaStandIn } from "../../src/demo/meta/meta.ts";
import { startOpenAiStandIn } from "../../src/demo/openai/stand-in.ts";
import { startTwilioStandIn } from "../../src/demo/twilio/twilio.ts";
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  DATABASE,
  EXTERNAL_API_SECRET,
  META,
  NUMBER,
  OPENAI_KEY,
  PUBLIC_URL,
} from "./accounts.ts";

export type StandIns = Awaited<ReturnType<typeof startStandIns>>;

/** Everybody a server may talk to: together they start in a few milliseconds. */
export async function startStandIns() {
  const [twilio, meta, database, openai, externalApi] = await Promise.all([
    startTwilioStandIn({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, number: NUMBER }),
    startMetaStandIn({ ...META, behaviour: AGAIN_AND_AGAIN }),
    startAskYourDatabaseStandIn(DATABASE),
    startOpenAiStandIn({ apiKey: OPENAI_KEY }),
    startExternalApi({ secret: EXTERNAL_API_SECRET }),
  ]);
  const all = { twilio, meta, database, openai, externalApi };
  return {
    ...all,
    async close() {
      await Promise.all(Object.values(all).map((standIn) => standIn.close()));
    },
  };
}

/** Meta tells what was not taken in for days; here for some seconds. */
const AGAIN_AND_AGAIN = { redeliver: 7, redeliverAfterMs: 200 };

export function twilioSettings({ twilio }: { twilio: { url: string } }): Record<string, string> {
  return {
    PUBLIC_URL,
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_FROM_NUMBER: NUMBER,
    TWILIO_API_URL: twilio.url,
    TWILIO_MESSAGING_API_URL: twilio.url,
  };
}

export function metaSettings({ meta }: { meta: { url: string } }): Record<string, string> {
  return {
    WHATSAPP_ACCESS_TOKEN: META.accessToken,
    WHATSAPP_PHONE_ID: META.phoneId,
    WHATSAPP_ACCOUNT_ID: META.accountId,
    WHATSAPP_APP_SECRET: META.appSecret,
    VERIFY_TOKEN: META.verifyToken,
    GRAPH_API_URL: meta.url,
  };
}

/** Of all engines: which of them answers is for ENGINE to say. */
export function engineSettings({
  database,
  openai,
  externalApi,
}: Pick<StandIns, "database" | "openai" | "externalApi">): Record<string, string> {
  return {
    ASKYOURDATABASE_API_KEY: DATABASE.apiKey,
    ASKYOURDATABASE_CHAT_ID: DATABASE.chatbotId,
    ASKYOURDATABASE_URL: database.url,
    OPENAI_API_KEY: OPENAI_KEY,
    OPENAI_BASE_URL: openai.url,
    OPENAI_HISTORY: "conversation",
    QUESTIONNAIRE_FILE: resolve(import.meta.dirname, "../../src/demo/questionnaire.json"),
    EXTERNAL_API_URL: externalApi.url,
    EXTERNAL_API_SECRET,
  };
}
