import type { Clock } from "../../clock.ts";
import type { TwilioSettings } from "../../settings/channel-settings.ts";
import type { Http } from "../../http/http.ts";
import type { Channel } from "../channel.ts";
import { createTwilioClient } from "./client.ts";
import { createListInbound } from "./list-inbound.ts";
import { createFetchMedia } from "./media.ts";
import { createLookUp } from "./reconcile.ts";
import { createSend } from "./send.ts";
import { createShowTyping } from "./typing.ts";
import { twilioWebhooks } from "./webhooks.ts";

/** WhatsApp through Twilio: https://www.twilio.com/docs/whatsapp */
export function createTwilio(dependencies: {
  http: Http;
  clock: Clock;
  log: { debug(fields: object, message: string): void };
  settings: TwilioSettings;
  maxTextLength: number;
}): Channel {
  const { settings, log, maxTextLength } = dependencies;
  const client = createTwilioClient(dependencies);
  return {
    name: "twilio",
    account: settings.accountSid,
    maxTextLength,
    webhooks: twilioWebhooks(settings),
    canQuote: false,
    canOffer: () => false,
    send: createSend({ client, publicUrl: settings.publicUrl }),
    lookUp: createLookUp({ client }),
    listInbound: createListInbound({ client, settings }),
    showTyping: createShowTyping({ client, log }),
    fetchMedia: createFetchMedia(dependencies),
  };
}
