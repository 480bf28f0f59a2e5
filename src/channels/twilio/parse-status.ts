import { z } from "zod";
import type { DeliveryStatus, StatusUpdate } from "../../nouns.ts";
import type { Form } from "./form.ts";

/** Twilio's words for where a message is, in ours. Whatever it knows of, it has accepted. */
const DELIVERY_STATUS: Record<string, DeliveryStatus> = {
  accepted: "sent",
  scheduled: "sent",
  queued: "sent",
  sending: "sent",
  sent: "sent",
  delivered: "delivered",
  partially_delivered: "delivered",
  read: "read",
  failed: "failed",
  undelivered: "failed",
  canceled: "failed",
};

export function deliveryStatusOf(status: string): DeliveryStatus | undefined {
  return Object.hasOwn(DELIVERY_STATUS, status) ? DELIVERY_STATUS[status] : undefined;
}

const statusForm = z.object({
  MessageSid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/),
  AccountSid: z.string(),
  MessageStatus: z.string(),
  To: z.string().optional(),
  ErrorCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional()
    .catch(undefined),
});

/** The status in a signed form, or nothing when it is not one of this account. */
export function parseStatus(
  form: Form,
  originalUrl: string,
  accountSid: string,
): StatusUpdate | undefined {
  const parsed = statusForm.safeParse(form);
  if (!parsed.success || parsed.data.AccountSid !== accountSid) return undefined;
  const { MessageSid, MessageStatus, To, ErrorCode } = parsed.data;
  const status = deliveryStatusOf(MessageStatus);
  if (!status) return undefined;
  const partId = readPartId(originalUrl);
  return {
    channel: "twilio",
    account: accountSid,
    providerId: MessageSid,
    status,
    ...(partId !== undefined && { partId }),
    ...(To && { to: To.replace(/^whatsapp:/, "") }),
    ...(ErrorCode && { errorCode: ErrorCode }),
  };
}

/** Each part has a status callback URL of its own, so that a status says whose it is. */
export function statusCallbackUrl(publicUrl: string, partId: number): string {
  return `${publicUrl}${STATUS_PATH}?part=${partId}`;
}

export const STATUS_PATH = "/whatsapp/status";

function readPartId(originalUrl: string): number | undefined {
  const part = new URLSearchParams(originalUrl.split("?")[1]).get("part");
  return part && /^\d{1,15}$/.test(part) ? Number(part) : undefined;
}
