import { z } from "zod";
import type { Content, InboundMessage, MediaItem } from "../../nouns.ts";
import type { Form } from "./form.ts";

const address = z
  .string()
  .regex(/^whatsapp:(\+\d{5,20}|[A-Za-z][!-~]{1,139})$/)
  .transform((value) => value.slice("whatsapp:".length));

const messageForm = z
  .object({
    MessageSid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/),
    SmsSid: z.string().optional(),
    SmsMessageSid: z.string().optional(),
    AccountSid: z.string(),
    From: address,
    To: address,
    // Two names for one thing: the documentation says the one, real requests the other.
    ExternalUserId: address.optional().catch(undefined),
    ExternalUserIdentifier: address.optional().catch(undefined),
    Body: z.string().optional(),
    NumMedia: z
      .string()
      .regex(/^\d{1,2}$/)
      .default("0"),
    MessageType: z.string().optional(),
    ProfileName: z.string().optional(),
    Latitude: z.string().optional(),
    Longitude: z.string().optional(),
    Address: z.string().optional(),
    Label: z.string().optional(),
    ButtonText: z.string().optional(),
    ButtonPayload: z.string().optional(),
    OriginalRepliedMessageSid: z.string().optional(),
  })
  .refine(({ MessageSid, SmsSid = MessageSid, SmsMessageSid = MessageSid }) =>
    [SmsSid, SmsMessageSid].every((sid) => sid === MessageSid),
  )
  // A text without its Body was cut anew by somebody.
  .refine(({ Body, MessageType = "text" }) => Body !== undefined || MessageType !== "text");

type MessageForm = z.output<typeof messageForm>;

/** The message in a signed form, or nothing when it is not a WhatsApp message of this account. */
export function parseMessage(
  form: Form,
  { accountSid, fromNumber }: { accountSid: string; fromNumber: string },
): InboundMessage | undefined {
  const parsed = messageForm.safeParse(form);
  if (!parsed.success || parsed.data.AccountSid !== accountSid) return undefined;
  const fields = parsed.data;
  const userId = fields.ExternalUserId ?? fields.ExternalUserIdentifier;
  return {
    channel: "twilio",
    account: accountSid,
    providerId: fields.MessageSid,
    // Twilio's rule for hidden numbers puts a user id into To as well; that is no line of ours.
    line: fields.To.startsWith("+") ? fields.To : fromNumber,
    from: {
      address: fields.From,
      aliases: userId && userId !== fields.From ? [userId] : [],
      ...(fields.ProfileName && { name: fields.ProfileName.slice(0, 200) }),
    },
    content: readContent(fields, form),
    ...(fields.OriginalRepliedMessageSid && { replyTo: fields.OriginalRepliedMessageSid }),
  };
}

function readContent(fields: MessageForm, form: Form): Content {
  const items = readMedia(Number(fields.NumMedia), form);
  const text = fields.Body ?? "";
  if (items.some(({ contentType }) => contentType === "text/vcard"))
    return { kind: "contacts", items };
  if (items.length > 0) return { kind: "media", text, items };
  const location = readLocation(fields);
  if (location) return location;
  if (fields.ButtonPayload !== undefined)
    return { kind: "button", text: fields.ButtonText || text, payload: fields.ButtonPayload };
  if (text.trim()) return { kind: "text", text };
  return { kind: "unsupported", type: (fields.MessageType ?? "empty").slice(0, 40) };
}

function readMedia(count: number, form: Form): MediaItem[] {
  const items: MediaItem[] = [];
  for (let index = 0; index < count; index += 1) {
    const url = form[`MediaUrl${index}`];
    // `audio/ogg; codecs=opus` is audio/ogg.
    const contentType = (form[`MediaContentType${index}`] ?? "")
      .split(";")[0]
      ?.trim()
      .toLowerCase();
    if (url) items.push({ url, contentType: contentType || "application/octet-stream" });
  }
  return items;
}

function readLocation({ Latitude, Longitude, Label, Address }: MessageForm): Content | undefined {
  const [latitude, longitude] = [Number(Latitude || NaN), Number(Longitude || NaN)];
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined;
  return {
    kind: "location",
    latitude,
    longitude,
    ...(Label && { label: Label }),
    ...(Address && { address: Address }),
  };
}
