import { randomBytes } from "node:crypto";
import { PUBLIC_URL } from "../demo-settings.ts";
import { createTwilioProvider } from "../phone/twilio-provider.ts";
import { startTwilioStandIn } from "../twilio/twilio.ts";
import { LIKE_PEOPLE } from "./like-people.ts";
import type { PlayedChannel } from "./played.ts";

export async function playTwilio(): Promise<PlayedChannel> {
  const account = {
    accountSid: "AC00000000000000000000000000000001",
    authToken: randomBytes(16).toString("hex"),
    number: "+14155238886",
  };
  const twilio = await startTwilioStandIn({ ...account, behaviour: LIKE_PEOPLE });
  return {
    provider: createTwilioProvider(twilio),
    settings: {
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_FROM_NUMBER: account.number,
      TWILIO_API_URL: twilio.url,
      TWILIO_MESSAGING_API_URL: twilio.url,
    },
    deliverTo: (serverUrl) =>
      twilio.deliverTo({ signedUrl: `${PUBLIC_URL}/whatsapp`, callUrl: `${serverUrl}/whatsapp` }),
    close: () => twilio.close(),
  };
}
