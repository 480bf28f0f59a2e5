import type { WebhookAnswer } from "../call-webhooks.ts";
import type { Account } from "./account.ts";
import type { Update } from "./envelope.ts";
import { contentJson, wordsOf, type Sendable } from "./inbound-content.ts";
import { inboundValue, movedValue } from "./inbound-value.ts";
import type { MediaStore } from "./media.ts";
import type { Choice, MetaMessage } from "./message.ts";
import { addressOf, shown, type Person, type PersonDetails } from "./people.ts";
import { newWamid } from "./wamid.ts";
import type { Webhooks } from "./webhooks.ts";

export type Contact = {
  /** Sends a text and gives what the server answered the webhook. */
  says(text: string, options?: SendOptions): Promise<Delivered>;
  sends(content: Sendable, options?: SendOptions): Promise<Delivered>;
  /** Presses a button, or picks a row, of the last message that had some. */
  chooses(idOrTitle: string, options?: SendOptions): Promise<Delivered>;
  /** Writes without a delivery: the update is for `deliver`, alone or among others. */
  writes(content: Sendable, options?: SendOptions): Update & { id: string };
  /** Meta delivers a message again: the same bytes, the same signature. */
  redeliver(id: string): Promise<Delivered>;
  /** Goes on under another number, or another user id where the address is one. */
  changesNumber(address: string, also?: { userId?: string }): Promise<Delivered>;
};

type SendOptions = {
  id?: string;
  /** The message this one swipes to answer. */
  replyTo?: string;
  /** When it was written, for one that comes late; milliseconds since 1970. */
  sentAt?: number;
  /** Added to the message, or in place of a field of that name. */
  fields?: Record<string, unknown>;
};

type Delivered = WebhookAnswer & { id: string };

type Dependencies = {
  account: Account;
  media: Pick<MediaStore, "keep">;
  webhooks: Pick<Webhooks, "deliver" | "redeliver">;
};

/** A person with WhatsApp. An address without a `+` is a business-scoped user id: the number is hidden. */
export function createContact(
  { account, media, webhooks }: Dependencies,
  address: string,
  details: PersonDetails = {},
): Contact {
  const person = account.people.meet(address, details);

  const sends = (content: Sendable, options?: SendOptions) => deliver(writes(content, options));
  return {
    says: (text, options) => sends({ kind: "text", text }, options),
    sends,
    async chooses(idOrTitle, options) {
      const { message, choice } = choiceOf(idOrTitle);
      return sends(choice, { replyTo: message.id, ...options });
    },
    writes,
    redeliver: async (id) => ({ ...(await webhooks.redeliver(id)), id }),
    changesNumber,
  };

  function writes(content: Sendable, options: SendOptions = {}) {
    const { id = newId(), sentAt: at = Date.now(), replyTo } = options;
    const fields = { ...contentJson(content, media), ...options.fields };
    record({ id, type: fields.type, body: wordsOf(content), at, ...(replyTo && { replyTo }) });
    const value = inboundValue(account, { id, person, content: fields, at, replyTo });
    return { id, address: addressOf(person), value };
  }

  function newId(): string {
    return newWamid("inbound", addressOf(shown(person)));
  }

  async function deliver(update: Update & { id: string }): Promise<Delivered> {
    return { ...(await webhooks.deliver([update])), id: update.id };
  }

  function changesNumber(to: string, { userId }: { userId?: string } = {}): Promise<Delivered> {
    const before = { ...person };
    const id = newId();
    const address = to.startsWith("+") ? { phone: to } : { userId: to };
    account.people.move(person, { ...(userId && { userId }), ...address });
    const value = movedValue({ before, now: person, id, at: Date.now() });
    return deliver({ id, address: addressOf(person), value });
  }

  function record({ at, ...message }: Pick<MetaMessage, "id" | "type" | "body"> & { at: number }) {
    person.lastWroteAt = Math.max(at, person.lastWroteAt ?? 0);
    const recorded = inbound(person, { ...message, createdAt: at });
    account.log.add(recorded);
    account.events.emit({ kind: "inbound", address: addressOf(person), message: recorded });
  }

  function choiceOf(wanted: string): { message: MetaMessage; choice: Choice } {
    const message = account.log.ofPerson(person).findLast(({ choices }) => choices.length > 0);
    const choice = message?.choices.find(({ id, title }) => id === wanted || title === wanted);
    if (message && choice) return { message, choice };
    const titles = message?.choices.map(({ title }) => title) ?? [];
    throw new Error(`There is no “${wanted}” to choose, only: ${titles.join(", ") || "nothing"}.`);
  }
}

function inbound(
  person: Person,
  written: Pick<MetaMessage, "id" | "type" | "body" | "createdAt">,
): MetaMessage {
  const nothing = { mediaUrls: [], choices: [] };
  const address = addressOf(person);
  return { direction: "inbound", person, address, status: "received", ...nothing, ...written };
}
