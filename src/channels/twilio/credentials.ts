import type { TwilioSettings } from "../../settings/channel-settings.ts";

type Credentials = { sid: string; secret: string };

/** What requests to Twilio are made with: the API key where there is one, else the account itself. */
export function credentialsOf({ accountSid, authToken, apiKey }: TwilioSettings): Credentials {
  return apiKey ?? { sid: accountSid, secret: authToken };
}

export function basicAuthorization({ sid, secret }: Credentials): string {
  return `Basic ${Buffer.from(`${sid}:${secret}`).toString("base64")}`;
}

export const CREDENTIALS_REPAIR =
  "Twilio refuses the credentials: compare TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN (or the API key) with the console.";
