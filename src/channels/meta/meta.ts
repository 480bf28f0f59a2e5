import type { Clock } from "../../clock.ts";
import type { MetaSettings } from "../../settings/channel-settings.ts";
import type { Http } from "../../http/http.ts";
import type { Channel } from "../channel.ts";
import { canOffer } from "./choices.ts";
import { createMetaClient } from "./client.ts";
import { createFetchMedia } from "./media.ts";
import { createPace } from "./pace.ts";
import { lookUp } from "./reconcile.ts";
import { createSend, MAX_TEXT_LENGTH } from "./send.ts";
import { createShowTyping } from "./typing.ts";
import { metaWebhooks } from "./webhooks.ts";

/** WhatsApp from Meta itself: https://developers.facebook.com/documentation/business-messaging/whatsapp */
export function createMeta(dependencies: {
  http: Http;
  clock: Clock;
  log: Record<"debug" | "warn" | "error", (fields: object, message: string) => void>;
  settings: MetaSettings;
}): Channel {
  const { settings, log } = dependencies;
  const client = createMetaClient(dependencies);
  return {
    name: "meta",
    account: settings.accountId,
    maxTextLength: MAX_TEXT_LENGTH,
    webhooks: metaWebhooks(dependencies),
    canQuote: true,
    pace: createPace(dependencies),
    canOffer,
    send: createSend({ client }),
    lookUp,
    // Meta delivers for days what our webhook did not take, and lists nothing.
    listInbound: async () => [],
    showTyping: createShowTyping({ client, log, settings }),
    fetchMedia: createFetchMedia({ ...dependencies, client }),
  };
}
