import type { ParsedUrlQuery } from "node:querystring";
import { json, type Reply } from "../reply.ts";
import type { Account } from "./account.ts";
import type { TwilioFault } from "./fault.ts";
import { contactOf, type TwilioMessage } from "./message.ts";
import { messageJson } from "./message-json.ts";
import { errorReply } from "./reply.ts";
import { newSid } from "./sid.ts";

type Dependencies = {
  account: Account;
  deliver: (message: TwilioMessage, fault?: TwilioFault) => Promise<void>;
};

/** `POST Messages.json`: refuses what Twilio refuses, else creates the message and sends it on its way. */
export function createCreateMessage({ account, deliver }: Dependencies) {
  return async function createMessage(form: ParsedUrlQuery, fault?: TwilioFault): Promise<Reply> {
    const refusal = refusalOf(form, account.number);
    if (refusal !== undefined) return errorReply(refusal);
    const message = messageOf(form);
    if (fault?.kind === "list_lag") message.listedAt = message.createdAt + fault.lagMs;
    account.log.add(message);
    const reply = json(201, messageJson(message, account.accountSid));
    account.events.emit({ kind: "created", address: contactOf(message), message });
    if (fault?.kind !== "callback_before_answer")
      return { ...reply, afterwards: () => void deliver(message, fault) };
    await deliver(message);
    return reply;
  };

  function messageOf(form: ParsedUrlQuery): TwilioMessage {
    const now = Date.now();
    const mediaUrls = [form["MediaUrl"] ?? []].flat();
    const statusCallback = only(form["StatusCallback"]);
    return {
      sid: newSid(mediaUrls.length > 0 ? "MM" : "SM"),
      direction: "outbound-api",
      from: only(form["From"]),
      to: only(form["To"]),
      body: only(form["Body"]),
      mediaUrls,
      ...(statusCallback && { statusCallback }),
      status: "queued",
      createdAt: now,
      updatedAt: now,
      listedAt: now + account.behaviour.listLagMs,
    };
  }
}

function refusalOf(form: ParsedUrlQuery, number: string): number | undefined {
  const to = only(form["To"]);
  const from = only(form["From"]);
  if (!to) return 21604;
  if (!from) return 21603;
  if (from === to) return 63031;
  if (from !== number) return 63007;
  if (!/^whatsapp:(\+\d{6,15}|[A-Z]{2}\.[A-Za-z0-9.]{1,128})$/.test(to)) return 21211;
  if (!form["Body"] && !form["MediaUrl"]) return 21619;
  if (only(form["Body"]).length > MAX_BODY_LENGTH) return 21617;
  return undefined;
}

function only(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** In UTF-16 code units; Twilio does not document how it counts. */
const MAX_BODY_LENGTH = 1600;
