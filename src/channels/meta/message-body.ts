import type { PartContent } from "../../nouns.ts";
import type { OutgoingPart } from "../channel.ts";
import { recipientOf } from "./addresses.ts";
import { callbackData } from "./callback-data.ts";
import { interactive } from "./choices.ts";

/** A part as Meta wants it. https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages */
export function messageBody({ partId, to, content, quotes }: OutgoingPart): object {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...recipientOf(to),
    ...(quotes && { context: { message_id: quotes } }),
    ...bodyOf(content),
    biz_opaque_callback_data: callbackData(partId, to),
  };
}

function bodyOf(content: PartContent): object {
  switch (content.kind) {
    case "text":
      return { type: "text", text: { preview_url: false, body: content.text } };
    case "choices":
      return { type: "interactive", interactive: interactive(content) };
    case "picture":
      return { type: "image", image: { link: content.url } };
    default:
      return content satisfies never;
  }
}
