import type { ParsedUrlQuery } from "node:querystring";
import { json, type Reply } from "../reply.ts";
import type { Account } from "./account.ts";
import { contactOf } from "./message.ts";
import { errorReply } from "./reply.ts";

/** `sid` is the contact's message that is being answered, and is marked as read by this. */
export type Typing = { sid: string; address: string; at: number };

/** `POST /v2/Indicators/Typing.json` */
export function showTyping(account: Account, typing: Typing[], form: ParsedUrlQuery): Reply {
  const sid = String(form["messageId"] ?? "");
  if (!/^(SM|MM)[0-9a-fA-F]{32}$/.test(sid) || form["channel"] !== "whatsapp")
    return errorReply(20001);
  const message = account.log.get(sid);
  const address = message ? contactOf(message) : "";
  typing.push({ sid, address, at: Date.now() });
  account.events.emit({ kind: "typing", address, sid });
  return json(200, { success: true });
}
