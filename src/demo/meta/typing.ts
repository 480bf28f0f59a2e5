import { z } from "zod";
import { json, type Reply } from "../reply.ts";
import type { Account } from "./account.ts";
import { addressOf } from "./people.ts";
import { errorReply } from "./reply.ts";

/** `id` is the contact's message that is being answered. */
export type Typing = { id: string; address: string; at: number };

/** `POST messages` with a `status`: marks the contact's message as read, and shows typing if asked to. */
export function markAsRead(account: Account, typing: Typing[], asked: unknown): Reply {
  const parsed = readMark.safeParse(asked);
  if (!parsed.success) return errorReply(100, { details: parsed.error.issues[0]?.message ?? "" });
  const { message_id: id, typing_indicator: indicator } = parsed.data;
  const message = account.log.get(id);
  if (message?.direction !== "inbound")
    return errorReply(131009, { details: `There is no message ${id} of a contact` });
  const address = addressOf(message.person);
  account.events.emit({ kind: "seen", address, id });
  if (indicator) {
    typing.push({ id, address, at: Date.now() });
    account.events.emit({ kind: "typing", address, id });
  }
  return json(200, { success: true });
}

const readMark = z.object({
  messaging_product: z.literal("whatsapp"),
  status: z.literal("read"),
  message_id: z.string(),
  typing_indicator: z.object({ type: z.literal("text") }).optional(),
});
