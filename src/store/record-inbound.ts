import type { InboundMessage } from "../nouns.ts";
import { findConversations } from "./conversations.ts";
import type { Queries, Write } from "./writer.ts";

export type Receipt =
  | { kind: "recorded"; providerId: string; messageId: number; conversationId: number }
  | { kind: "duplicate"; providerId: string };

type Call = {
  messages: InboundMessage[];
  receivedAt: number;
  resolve(receipts: Receipt[]): void;
  reject(error: unknown): void;
};

/**
 * Stores messages with their dedupe keys; an inbound message without a turn is itself the work.
 * A message whose key is known is a `duplicate`, however long ago the first one came. Receipts are
 * in the order of the messages. Calls that wait for the same commit share its statements.
 */
export function createRecordInbound(write: Write) {
  let waiting: Call[] = [];

  return function recordInbound(messages: InboundMessage[], receivedAt: number) {
    return new Promise<Receipt[]>((resolve, reject) => {
      waiting.push({ messages, receivedAt, resolve, reject });
      if (waiting.length === 1) void recordWaiting();
    });
  };

  async function recordWaiting() {
    let calls: Call[] = [];
    try {
      const receipts = await write((db) => {
        calls = waiting;
        waiting = [];
        return record(db, calls);
      });
      for (const call of calls) call.resolve(receipts.splice(0, call.messages.length));
    } catch (error) {
      // The commit itself may have failed before the verb ran.
      for (const call of calls.length > 0 ? calls : waiting.splice(0)) call.reject(error);
    }
  }
}

type Arrival = { message: InboundMessage; receivedAt: number };

async function record(db: Queries, calls: Call[]): Promise<Receipt[]> {
  const arrivals = calls.flatMap(({ messages, receivedAt }) =>
    messages.map((message) => ({ message, receivedAt })),
  );
  const fresh = await claimKeys(db, arrivals);
  const ids = await insertMessages(db, fresh);
  return arrivals.map((arrival) => {
    const { providerId } = arrival.message;
    const inserted = ids.get(arrival);
    return inserted
      ? { kind: "recorded", providerId, ...inserted }
      : { kind: "duplicate", providerId };
  });
}

/** The first arrival of each key that was not there yet. */
async function claimKeys(db: Queries, arrivals: Arrival[]): Promise<Arrival[]> {
  const fresh: Arrival[] = [];
  for (const slice of slices(arrivals)) {
    const keys = slice.map(({ message, receivedAt }) => ({
      channel: message.channel,
      account: message.account,
      provider_id: message.providerId,
      received_at: receivedAt,
    }));
    const inserted = await db
      .insertInto("dedupe_keys")
      .values(keys)
      .onConflict((conflict) => conflict.doNothing())
      .returning(["channel", "account", "provider_id"])
      .execute();
    const unclaimed = new Set(
      inserted.map((key) => keyOf(key.channel, key.account, key.provider_id)),
    );
    for (const arrival of slice) {
      const { channel, account, providerId } = arrival.message;
      if (unclaimed.delete(keyOf(channel, account, providerId))) fresh.push(arrival);
    }
  }
  return fresh;
}

async function insertMessages(db: Queries, arrivals: Arrival[]) {
  const ids = new Map<Arrival, { messageId: number; conversationId: number }>();
  const conversations = await findConversations(
    db,
    arrivals.map(({ message, receivedAt }) => ({ message, at: receivedAt })),
  );
  const rows = arrivals.map((arrival, index) => ({
    arrival,
    conversationId: conversations[index] as number,
  }));
  for (const slice of slices(rows)) {
    const inserted = await db
      .insertInto("messages")
      .values(
        slice.map(({ arrival: { message, receivedAt }, conversationId }) => ({
          conversation_id: conversationId,
          direction: "inbound" as const,
          content: JSON.stringify(message.content),
          provider_id: message.providerId,
          reply_to: message.replyTo ?? null,
          created_at: receivedAt,
        })),
      )
      .returning("id")
      .execute();
    // SQLite returns ids in no promised order, but gives them out in the order of the rows.
    const inOrder = inserted.map(({ id }) => id).sort((a, b) => a - b);
    for (const [index, { arrival, conversationId }] of slice.entries()) {
      ids.set(arrival, { messageId: inOrder[index] as number, conversationId });
    }
  }
  return ids;
}

function keyOf(channel: string, account: string, providerId: string): string {
  return `${channel} ${account} ${providerId}`;
}

/** SQLite takes 32,766 values a statement. */
function* slices<T>(all: T[], size = 500): Generator<T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}
