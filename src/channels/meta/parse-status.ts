import { z } from "zod";
import type { DeliveryStatus } from "../../nouns.ts";
import { maybeAddress } from "./addresses.ts";
import { maybeCallbackData } from "./callback-data.ts";
import { errorCodeOf } from "./error-code-of.ts";
import type { Item } from "./item.ts";
import type { Json } from "./json.ts";
import { providerId } from "./provider-id.ts";

/** Meta's words for where a message is, in ours. */
const DELIVERY_STATUS: Record<string, DeliveryStatus> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  played: "read",
  failed: "failed",
};

const statusShape = z.object({
  id: providerId.optional().catch(undefined),
  status: z.string().optional().catch(undefined),
  recipient_id: maybeAddress,
  recipient_user_id: maybeAddress,
  errors: z.array(z.unknown()).optional().catch(undefined),
  biz_opaque_callback_data: maybeCallbackData,
});

/** Reads what became of a message of ours. */
export function parseStatus(status: Json, account: string): Item {
  const fields = statusShape.parse(status);
  const known = deliveryStatusOf(fields.status);
  if (fields.id === undefined) return { kind: "unreadable", reason: "no_id" };
  if (known === undefined) return { kind: "unreadable", reason: "unknown_status" };
  const { biz_opaque_callback_data: ours } = fields;
  const to = ours?.to ?? fields.recipient_id ?? fields.recipient_user_id;
  const errorCode = errorCodeOf(fields.errors?.[0]);
  return {
    kind: "status",
    status: {
      channel: "meta",
      account,
      providerId: fields.id,
      status: known,
      ...(ours && { partId: ours.partId }),
      ...(to && { to }),
      ...(errorCode && { errorCode }),
    },
  };
}

function deliveryStatusOf(status = ""): DeliveryStatus | undefined {
  return Object.hasOwn(DELIVERY_STATUS, status) ? DELIVERY_STATUS[status] : undefined;
}
