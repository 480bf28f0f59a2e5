import { randomBytes } from "node:crypto";
import type { Part } from "../../../src/demo/twilio/parts.ts";
import { startTwilioStandIn } from "../../../src/demo/twilio/twilio.ts";
import { ACCOUNT_SID, AUTH_TOKEN, NUMBER, PUBLIC_URL } from "../../kit/accounts.ts";
import { twilioSettings } from "../../kit/start-stand-ins.ts";
import { NAME, type Provider } from "./provider.ts";

export async function startTwilio(): Promise<Provider> {
  const twilio = await startTwilioStandIn({
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    number: NUMBER,
  });
  const contact = (address: string) => twilio.contact(address, { name: NAME });
  return {
    ...twilio,
    channel: "twilio",
    settings: twilioSettings({ twilio }),
    secrets: [AUTH_TOKEN],
    redelivers: false,
    deliverTo: (serverUrl) =>
      twilio.deliverTo({ signedUrl: `${PUBLIC_URL}/whatsapp`, callUrl: `${serverUrl}/whatsapp` }),
    newId: () => `SM${randomBytes(16).toString("hex")}`,
    says: ({ address, text, id }) => contact(address).says(text, { messageSid: id }),
    redeliver: (address, id) => contact(address).redeliver(id),
    repliesTo: (address) =>
      twilio.messagesTo(address).map((part) => {
        return { providerId: part.sid, partId: partIdOf(part), address };
      }),
  };
}

/** Every part has a status callback of its own. */
function partIdOf({ statusCallback = "" }: Part): number {
  return Number(URL.parse(statusCallback)?.searchParams.get("part"));
}
