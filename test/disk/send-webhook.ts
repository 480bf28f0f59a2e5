import twilio from "twilio";
import { ACCOUNT, TOKEN } from "./settings.ts";

/** Delivers a message as Twilio would; nothing when no answer came. */
export async function sendWebhook(serverUrl: string, providerId: string) {
  const form = {
    AccountSid: ACCOUNT,
    Body: `Is ${providerId} safe?`,
    From: "whatsapp:+15555550101",
    MessageSid: providerId,
    NumMedia: "0",
    To: "whatsapp:+14155238886",
  };
  const url = "https://bot.example.com/whatsapp";
  const signature = twilio.getExpectedTwilioSignature(TOKEN, url, form);
  try {
    const { status } = await fetch(`${serverUrl}/whatsapp`, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { "x-twilio-signature": signature, connection: "close" },
      signal: AbortSignal.timeout(5_000),
    });
    return status;
  } catch {
    return undefined;
  }
}
