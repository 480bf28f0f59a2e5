import { onTestFinished } from "vitest";
import { createTwilio } from "../../../src/channels/twilio/twilio.ts";
import type { TwilioSettings } from "../../../src/settings/channel-settings.ts";
import { startTwilioStandIn } from "../../../src/demo/twilio/twilio.ts";
import { ACCOUNT, LINE } from "../../kit/a-message.ts";
import { collectLog } from "../../kit/collect-log.ts";
import { createTestClock } from "../../kit/test-clock.ts";
import { impatientHttp } from "../impatient-http.ts";

export const TOKEN = "0123456789abcdef0123456789abcdef";

export const SETTINGS: TwilioSettings = {
  accountSid: ACCOUNT,
  authToken: TOKEN,
  fromNumber: LINE,
  webhookUrl: "https://bot.example.com/whatsapp",
  publicUrl: "https://bot.example.com",
  apiUrl: "http://127.0.0.1:9",
  messagingApiUrl: "http://127.0.0.1:9",
};

/** The channel, and Twilio as the stand-in plays it. */
export async function startTwilio(changes: Partial<TwilioSettings> = {}) {
  const { accountSid, authToken, fromNumber: number } = SETTINGS;
  const behaviour = { callbacks: "off" } as const;
  const apiKey = changes.apiKey && { apiKey: changes.apiKey };
  const twilio = await startTwilioStandIn({ accountSid, authToken, number, behaviour, ...apiKey });
  onTestFinished(() => twilio.close());
  const urls = { apiUrl: twilio.url, messagingApiUrl: twilio.url };
  return { twilio, ...aTwilioChannel({ ...urls, ...changes }) };
}

/** The channel alone. */
export function aTwilioChannel(changes: Partial<TwilioSettings> = {}) {
  const { log, entries } = collectLog();
  const channel = createTwilio({
    http: impatientHttp(),
    clock: createTestClock(),
    log,
    settings: { ...SETTINGS, ...changes },
    maxTextLength: 1600,
  });
  return { channel, entries };
}
