import { sql } from "kysely";
import type { ChannelName, Content, InboundMessage } from "../nouns.ts";
import type { Arrival } from "./arrivals.ts";
import { findConversations } from "./conversations.ts";
import { optOut } from "./opt-out.ts";
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
export function createRecordInbound(write: Write, isStop: (content: Content) => boolean) {
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
        return record(db, calls, isStop);
      });
      for (const call of calls) call.resolve(receipts.splice(0, call.messages.length));
    } catch (error) {
      // The commit itself may have failed before the verb ran.
      const failed = calls.length > 0 ? calls : waiting.splice(0);
      if (failed.length > 1) for (const call of failed) void recordAlone(call);
      else failed[0]?.reject(error);
    }
  }

  /** One that cannot be stored must not take the others along. */
  async function recordAlone(call: Call) {
    try {
      call.resolve(await write((db) => record(db, [call], isStop)));
    } catch (error) {
      call.reject(error);
    }
  }
}

async function record(
  db: Queries,
  calls: Call[],
  isStop: (content: Content) => boolean,
): Promise<Receipt[]> {
  const arrivals = calls.flatMap(({ messages, receivedAt }) =>
    messages.map((message): Arrival => ({ message, at: message.sentAt ?? receivedAt })),
  );
  const fresh = await claimKeys(db, arrivals);
  const recorded = await insertMessages(db, fresh);
  await optOut(db, stopsIn(recorded, isStop));
  return arrivals.map((arrival) => {
    const { providerId } = arrival.message;
    const ids = recorded.get(arrival);
    return ids ? { kind: "recorded", providerId, ...ids } : { kind: "duplicate", providerId };
  });
}

/** STOP counts at once: it does not wait behind an answer that is being made, or one that waits. */
function stopsIn(recorded: Recorded, isStop: (content: Content) => boolean) {
  return [...recorded]
    .filter(([{ message }]) => isStop(message.content))
    .map(([{ at }, ids]) => ({ ...ids, at }));
}

/** The first arrival of each key that was not there yet. */
async function claimKeys(db: Queries, arrivals: Arrival[]): Promise<Arrival[]> {
  const keys = arrivals.map(({ message, at }) => [
    message.channel,
    message.account,
    message.providerId,
    at,
  ]);
  // One value however many rows: the statement is always the same, and is prepared once.
  const { rows } = await sql<KeyRow>`
    insert into dedupe_keys (channel, account, provider_id, received_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3
    from json_each(${JSON.stringify(keys)}) where true
    on conflict do nothing
    returning channel, account, provider_id as "providerId"`.execute(db);
  const unclaimed = new Set(rows.map(keyOf));
  return arrivals.filter(({ message }) => unclaimed.delete(keyOf(message)));
}

type KeyRow = { channel: ChannelName; account: string; providerId: string };

function keyOf({ channel, account, providerId }: KeyRow): string {
  return `${channel} ${account} ${providerId}`;
}

type Recorded = Map<Arrival, { messageId: number; conversationId: number }>;

async function insertMessages(db: Queries, arrivals: Arrival[]): Promise<Recorded> {
  const recorded: Recorded = new Map();
  if (arrivals.length === 0) return recorded;
  const conversations = await findConversations(db, arrivals);
  const values = arrivals.map(({ message, at }, index) => [
    conversations[index],
    JSON.stringify(message.content),
    message.providerId,
    message.replyTo ?? null,
    at,
  ]);
  const { rows } = await sql<{ id: number }>`
    insert into messages (direction, conversation_id, content, provider_id, reply_to, created_at)
    select 'inbound', value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
    from json_each(${JSON.stringify(values)}) order by key
    returning id`.execute(db);
  // Ids are given out in the order of the rows, but returned in none that is promised.
  const ids = rows.map(({ id }) => id).toSorted((one, other) => one - other);
  for (const [index, arrival] of arrivals.entries()) {
    const [messageId, conversationId] = [ids[index], conversations[index]];
    if (messageId === undefined || conversationId === undefined)
      throw new Error("A message was not inserted.");
    recorded.set(arrival, { messageId, conversationId });
  }
  return recorded;
}
