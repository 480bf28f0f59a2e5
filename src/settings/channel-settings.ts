import type { Settings } from "./settings.ts";

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

/** The channels that are used: one of them, or both. */
export type ChannelSettings = { twilio?: TwilioSettings; meta?: MetaSettings };

export function channelSettings(set: Settings): ChannelSettings {
  return {
    ...(set.TWILIO_ACCOUNT_SID && { twilio: twilioSettings(set) }),
    ...(set.WHATSAPP_PHONE_ID && { meta: metaSettings(set) }),
  };
}

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
    publicUrl: set.PUBLIC_URL ?? publicUrlOf(webhookUrl),
    apiUrl: set.TWILIO_API_URL,
    messagingApiUrl: set.TWILIO_MESSAGING_API_URL,
  };
}

function publicUrlOf(webhookUrl: string): string {
  return webhookUrl
    .replace(/\?.*$/, "")
    .replace(/\/whatsapp\/?$/, "")
    .replace(/\/$/, "");
}

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
