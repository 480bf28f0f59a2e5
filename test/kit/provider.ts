import type { FaultQueue } from "../../src/demo/faults.ts";
import type { MetaStandIn } from "../../src/demo/meta/meta.ts";
import type { ProviderFault } from "../../src/demo/provider-fault.ts";
import type { TwilioStandIn } from "../../src/demo/twilio/twilio.ts";

/** A WhatsApp provider as a contact and a journey see it, whichever it is. */
export type Provider = {
  contact(address: string, details?: { name?: string }): Contact;
  /** What was created for a contact, in order. */
  messagesTo(address: string): Part[];
  /** Rejects, and says what has come, when there are fewer after `timeoutMs` (10 s). */
  waitForMessages(address: string, count: number, timeoutMs?: number): Promise<Part[]>;
  /** The contacts' messages that typing was shown for. */
  typingFor(): string[];
  faults: Pick<FaultQueue<"create" | "typing", ProviderFault>, "next">;
  /** What it says when it is asked to do too much. */
  busy: ProviderFault;
  behaviour: { callbacks: "in_order" | "shuffled" | "off" };
};

type Contact = {
  says(text: string): Promise<Delivered>;
  sends(content: { kind: "location" | "image" | "voice" }): Promise<Delivered>;
  /** Presses a button or picks from a list, by its title; without any, types the number before it. */
  chooses(title: string): Promise<Delivered>;
  redeliver(id: string): Promise<Delivered>;
};

/** What the webhook heard; `id` is the provider's of the contact's message. */
type Delivered = { id: string; status: number; contentType: string; body: string };

export type Part = {
  id: string;
  body: string;
  mediaUrls: string[];
  /** The titles of its buttons, or of the rows of its list. */
  choices: string[];
  /** The contact's message that it shows above itself. */
  quotes?: string;
};

export function metaAsProvider(meta: MetaStandIn): Provider {
  return {
    contact: meta.contact,
    messagesTo: (address) => meta.messagesTo(address).map(partOfMeta),
    waitForMessages: async (...wanted) => (await meta.waitForMessages(...wanted)).map(partOfMeta),
    typingFor: () => meta.typing.map(({ id }) => id),
    faults: meta.faults,
    busy: { kind: "error", code: 130429, headers: { "Retry-After": "1" } },
    behaviour: meta.behaviour,
  };
}

/** Twilio has no buttons that could be made on the way, and quotes nothing. */
export function twilioAsProvider(twilio: TwilioStandIn): Provider {
  return {
    contact: (address, details) => contactOfTwilio(twilio, address, details),
    messagesTo: (address) => twilio.messagesTo(address).map(partOfTwilio),
    waitForMessages: async (...wanted) =>
      (await twilio.waitForMessages(...wanted)).map(partOfTwilio),
    typingFor: () => twilio.typing.map(({ sid }) => sid),
    faults: twilio.faults,
    busy: { kind: "error", code: 20429, headers: { "Retry-After": "1" } },
    behaviour: twilio.behaviour,
  };
}

function partOfMeta({
  id,
  body,
  mediaUrls,
  choices,
  replyTo,
}: ReturnType<MetaStandIn["messagesTo"]>[number]): Part {
  const titles = choices.map(({ title }) => title);
  return { id, body, mediaUrls, choices: titles, ...(replyTo && { quotes: replyTo }) };
}

function partOfTwilio({
  sid,
  body,
  mediaUrls,
}: ReturnType<TwilioStandIn["messagesTo"]>[number]): Part {
  return { id: sid, body, mediaUrls, choices: [] };
}

function contactOfTwilio(
  twilio: TwilioStandIn,
  address: string,
  details?: { name?: string },
): Contact {
  const contact = twilio.contact(address, details);
  const withId = <Answer extends { sid: string }>({ sid, ...answer }: Answer) => ({
    ...answer,
    id: sid,
  });
  const says = async (text: string) => withId(await contact.says(text));
  return {
    says,
    sends: async (content) => withId(await contact.sends(content)),
    chooses: (title) => says(numberOf(title, twilio.messagesTo(address).at(-1)?.body)),
    redeliver: async (id) => withId(await contact.redeliver(id)),
  };
}

function numberOf(title: string, offered = ""): string {
  const line = offered.split("\n").find((text) => text.replace(/^\d+\. /, "") === title);
  const number = /^\d+/.exec(line ?? "")?.[0];
  if (number === undefined) throw new Error(`There is no “${title}” to choose in: ${offered}`);
  return number;
}
