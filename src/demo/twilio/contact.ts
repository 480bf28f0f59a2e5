import type { WebhookAnswer } from "../call-webhooks.ts";
import type { Account } from "./account.ts";
import { inboundContent, type InboundContent, type Sendable } from "./inbound-content.ts";
import { inboundForm } from "./inbound-form.ts";
import type { MediaStore } from "./media.ts";
import { withPrefix, withoutPrefix, type TwilioMessage } from "./message.ts";
import { newSid } from "./sid.ts";
import type { Form } from "./signature.ts";
import { textsInAnswer } from "./webhook-reply.ts";
import type { SignedForm, WebhookCaller } from "./webhook-caller.ts";
import type { WebhookTarget } from "./webhook-target.ts";

export type Contact = {
  /** Sends a text and gives what the server answered the webhook. */
  says(text: string, options?: SendOptions): Promise<Delivered>;
  sends(content: Sendable, options?: SendOptions): Promise<Delivered>;
  /** Twilio delivers a message again: the same form, the same signature. */
  redeliver(sid: string): Promise<Delivered>;
};

type SendOptions = {
  messageSid?: string;
  /** The message this one swipes to answer. */
  replyTo?: string;
  /** Added to the form, or in place of a field of that name, and signed with it. */
  fields?: Record<string, string>;
};

type Delivered = WebhookAnswer & { sid: string };

export type ContactOptions = {
  name?: string;
  /** The business-scoped user id, as `US.1349…`, when the phone number is known as well. */
  externalUserId?: string;
};

type Dependencies = {
  account: Account;
  media: MediaStore;
  caller: WebhookCaller;
  target: WebhookTarget;
  deliveries: Map<string, SignedForm>;
};

/** A person with WhatsApp. An address without a `+` is a business-scoped user id: the number is hidden. */
export function createContact(
  { account, media, caller, target, deliveries }: Dependencies,
  contactAddress: string,
  { name = "Ana", externalUserId }: ContactOptions = {},
): Contact {
  const from = withPrefix(contactAddress);
  const address = withoutPrefix(from);

  const send = async (content: InboundContent, options: SendOptions = {}) => {
    const hasMedia = "bytes" in content;
    const sid = options.messageSid ?? newSid(hasMedia ? "MM" : "SM");
    const mediaUrl = hasMedia ? mediaUrlOf(sid, media.keep(sid, content)) : undefined;
    const envelope = { ...whoAndWhere(), sid };
    const form = withFields(inboundForm(envelope, content, mediaUrl), options.fields);
    record(sid, form, mediaUrl);
    const signed = caller.signed(target.inbound().signedUrl, form);
    deliveries.set(sid, signed);
    return call(sid, signed);
  };

  return {
    says: (text, options = {}) =>
      send({ kind: "text", text, ...(options.replyTo && { replyTo: options.replyTo }) }, options),
    sends: (sendable, options) => send(inboundContent(sendable), options),
    async redeliver(sid) {
      const signed = deliveries.get(sid);
      if (!signed) throw new Error(`There is no message ${sid} to deliver again.`);
      return call(sid, signed);
    },
  };

  function whoAndWhere() {
    const hidden = address.startsWith("+") ? undefined : from;
    const { accountSid, number } = account;
    return {
      accountSid,
      to: number,
      from,
      name,
      externalUserId: externalUserId === undefined ? hidden : withPrefix(externalUserId),
    };
  }

  function mediaUrlOf(sid: string, mediaSid: string): string {
    return `${account.url}/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}/Media/${mediaSid}`;
  }

  async function call(sid: string, signed: SignedForm): Promise<Delivered> {
    const startedAt = performance.now();
    const heard = (status: number) => {
      const tookMs = performance.now() - startedAt;
      account.events.emit({ kind: "webhook", address, sid, status, tookMs });
    };
    try {
      const answer = await caller.post(target.inbound().callUrl, signed);
      heard(answer.status);
      for (const text of textsInAnswer(answer)) reply(text);
      return { ...answer, sid };
    } catch (error) {
      heard(0);
      throw error;
    }
  }

  function record(sid: string, form: Form, mediaUrl: string | undefined): void {
    const body = form.find(([field]) => field === "Body")?.[1] ?? "";
    const mediaUrls = mediaUrl ? [mediaUrl] : [];
    const message = messageOf({ sid, direction: "inbound", from, to: account.number, body });
    account.log.add({ ...message, mediaUrls });
    account.events.emit({ kind: "inbound", address, message: { ...message, mediaUrls } });
  }

  /** What the server wrote in its answer to the webhook goes to the contact too. */
  function reply(body: string): void {
    const sid = newSid("SM");
    const to = from;
    const message = messageOf({ sid, direction: "outbound-reply", from: account.number, to, body });
    account.log.add(message);
    account.events.emit({ kind: "created", address, message });
  }
}

function messageOf(
  parts: Pick<TwilioMessage, "sid" | "direction" | "from" | "to" | "body">,
): TwilioMessage {
  const now = Date.now();
  const status = parts.direction === "inbound" ? "received" : "sent";
  const times = { createdAt: now, updatedAt: now, sentAt: now, listedAt: now };
  return { ...parts, mediaUrls: [], status, ...times };
}

function withFields(form: Form, fields: Record<string, string> = {}): Form {
  const kept = form.map(([name, value]): Form[number] => [name, fields[name] ?? value]);
  const known = new Set(form.map(([name]) => name));
  return [...kept, ...Object.entries(fields).filter(([name]) => !known.has(name))];
}
