import type { InboundMessage } from "../nouns.ts";
import { addressesOf, senderKey, type Arrival } from "./arrivals.ts";
import { enterConversation } from "./enter-conversation.ts";
import { lookUpKnown, remember, type KnownContacts } from "./known-contacts.ts";
import type { Joined } from "./merge-contacts.ts";
import { welcomeStrangers } from "./welcome-strangers.ts";
import type { Queries } from "./writer.ts";

/**
 * The conversation of each message, in their order; made when it is the first one of its contact.
 * An address that is new for a known contact (a number beside a user id) is remembered as an alias,
 * and one that another contact has makes one of the two.
 */
export async function findConversations(db: Queries, arrivals: Arrival[]): Promise<number[]> {
  const known = await lookUpKnown(db, arrivals);
  await welcomeStrangers(db, arrivals, known);
  const newestAt = new Map<number, number>();
  const joined: Joined = new Map();
  const found: number[] = [];
  for (const arrival of arrivals) {
    const id = knownTo(known, arrival.message) ?? (await enter(arrival));
    newestAt.set(id, Math.max(arrival.at, newestAt.get(id) ?? 0));
    found.push(id);
  }
  return found.map((id) => standingFor(id, joined));

  async function enter(arrival: Arrival): Promise<number> {
    const entered = await enterConversation(db, arrival, newestAt);
    for (const [goes, stays] of entered.joined) {
      joined.set(goes, stays);
      newestAt.set(stays, Math.max(newestAt.get(goes) ?? 0, newestAt.get(stays) ?? 0));
      for (const [key, id] of known.senders) if (id === goes) known.senders.set(key, stays);
    }
    remember(known, arrival.message, entered.conversation, entered.ended);
    return entered.conversation.id;
  }
}

/** Nothing, when a message tells something new of its sender. */
function knownTo(known: KnownContacts, message: InboundMessage): number | undefined {
  const { address, name, former } = message.from;
  if (former) return undefined;
  const id = known.senders.get(senderKey(message, address));
  const conversation = known.conversations.get(id ?? 0);
  const isUpToDate =
    conversation?.address === address &&
    (name === undefined || conversation.name === name) &&
    addressesOf(message).every((one) => known.senders.get(senderKey(message, one)) === id);
  return isUpToDate ? id : undefined;
}

/** One that took another one in may itself have gone into a third. */
function standingFor(id: number, joined: Joined): number {
  const stays = joined.get(id);
  return stays === undefined ? id : standingFor(stays, joined);
}
