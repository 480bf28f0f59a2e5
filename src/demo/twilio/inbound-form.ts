import type { Form } from "./signature.ts";
import type { InboundContent } from "./inbound-content.ts";

type Envelope = {
  sid: string;
  accountSid: string;
  /** Our number, with `whatsapp:`. */
  to: string;
  /** `whatsapp:` and a phone number, or a business-scoped user id when WhatsApp hides the number. */
  from: string;
  name: string;
  /** The business-scoped user id, with `whatsapp:`. */
  externalUserId?: string | undefined;
};

type Field = [name: string, value: string | undefined];

/** The body of an inbound webhook: the fields, and their order, of captured requests. */
export function inboundForm(envelope: Envelope, content: InboundContent, mediaUrl?: string): Form {
  const button = content.kind === "button" ? content : undefined;
  const location = content.kind === "location" ? content : undefined;
  const waId = envelope.from.startsWith("whatsapp:+") ? envelope.from.slice(10) : undefined;
  const notForwarded = button && "false";
  const fields: Field[] = [
    ["MediaContentType0", "contentType" in content ? content.contentType : undefined],
    ["Latitude", location && String(location.latitude)],
    ["Longitude", location && String(location.longitude)],
    ["Address", location?.address],
    ["OriginalRepliedMessageSender", replyTo(content) && envelope.to],
    ["ExternalUserId", envelope.externalUserId],
    ["SmsMessageSid", envelope.sid],
    ["FrequentlyForwarded", notForwarded],
    ["NumMedia", mediaUrl ? "1" : "0"],
    ["ProfileName", envelope.name],
    ["MessageType", MESSAGE_TYPES[content.kind]],
    ["SmsSid", envelope.sid],
    ["WaId", waId],
    ["SmsStatus", "received"],
    ["Label", location?.label],
    ["Body", "text" in content ? content.text : ""],
    ["Forwarded", notForwarded],
    ["ButtonText", button?.text],
    ["To", envelope.to],
    ["ButtonPayload", button?.payload],
    ["NumSegments", "1"],
    ["ReferralNumMedia", "0"],
    ["MessageSid", envelope.sid],
    ["AccountSid", envelope.accountSid],
    ["OriginalRepliedMessageSid", replyTo(content)],
    ["ChannelMetadata", location ? undefined : channelMetadata(envelope.name, waId, button?.text)],
    ["From", envelope.from],
    ["MediaUrl0", mediaUrl],
    ["ApiVersion", "2010-04-01"],
  ];
  return fields.filter((field): field is [string, string] => field[1] !== undefined);
}

const MESSAGE_TYPES: Record<InboundContent["kind"], string> = {
  text: "text",
  image: "image",
  voice: "audio",
  location: "location",
  contacts: "contacts",
  button: "interactive",
};

function replyTo(content: InboundContent): string | undefined {
  return "replyTo" in content ? content.replyTo : undefined;
}

function channelMetadata(ProfileName: string, WaId: string | undefined, ButtonText?: string) {
  const context = {
    ...(ButtonText !== undefined && {
      ButtonText,
      Forwarded: "false",
      FrequentlyForwarded: "false",
    }),
    ProfileName,
    ...(WaId !== undefined && { WaId }),
  };
  return JSON.stringify({ type: "whatsapp", data: { context } });
}
