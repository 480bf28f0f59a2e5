import { codeOf } from "../../errors.ts";
import type { TwilioClient } from "./client.ts";

/** Shows "typing…" for up to 25 s, and marks the message as read. Only a courtesy: it never fails. */
export function createShowTyping(dependencies: {
  client: TwilioClient;
  log: { debug(fields: object, message: string): void };
}) {
  return async function showTyping(inReplyTo: string): Promise<void> {
    try {
      const client = await dependencies.client();
      await client.messaging.v2.typingIndicator.create({
        channel: "whatsapp",
        messageId: inReplyTo,
      });
    } catch (error) {
      dependencies.log.debug({ providerId: inReplyTo, code: codeOf(error) }, "typing not shown");
    }
  };
}
