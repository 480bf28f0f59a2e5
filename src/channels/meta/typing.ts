import type { MetaSettings } from "../../settings/channel-settings.ts";
import { codeOf } from "../../errors.ts";
import type { MetaClient } from "./client.ts";

/** Shows "typing…" for up to 25 s, and marks the message as read. Only a courtesy: it never fails. */
export function createShowTyping({
  client,
  log,
  settings,
}: {
  client: MetaClient;
  log: { debug(fields: object, message: string): void };
  settings: MetaSettings;
}) {
  return async function showTyping(inReplyTo: string): Promise<void> {
    try {
      await client.post(`${settings.phoneId}/messages`, {
        messaging_product: "whatsapp",
        status: "read",
        message_id: inReplyTo,
        typing_indicator: { type: "text" },
      });
    } catch (error) {
      log.debug({ providerId: inReplyTo, code: codeOf(error) }, "typing not shown");
    }
  };
}
