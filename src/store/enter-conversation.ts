import type { Arrival } from "./arrivals.ts";
import { ensureContact } from "./ensure-contact.ts";
import { ensureLine } from "./ensure-line.ts";
import type { Conversation } from "./known-contacts.ts";
import type { Joined } from "./merge-contacts.ts";
import { NEWEST_INBOUND_AT } from "./newest-inbound.ts";
import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

type Entered = {
  conversation: Conversation;
  /** Conversations that went into another one because of it. */
  joined: Joined;
  /** What its contact gave up. */
  ended: ReadonlySet<string>;
};

/**
 * Enters what a message tells of its sender that was not known. `newestAt` has the times of
 * messages that are not stored yet, by their conversation.
 */
export async function enterConversation(
  db: Queries,
  arrival: Arrival,
  newestAt: ReadonlyMap<number, number>,
): Promise<Entered> {
  const line = await ensureLine(db, arrival.message, arrival.at);
  const { contactId, joined, ended } = await ensureContact(db, line, arrival, newestAt);
  const [known] = await selectConversation(db, { lineId: line.id, contactId });
  const id = known?.id ?? (await insert(db, { lineId: line.id, contactId, arrival }));
  const newest = [id, ...joined.keys()].map((one) => newestAt.get(one) ?? 0);
  const isOld =
    ended.has(arrival.message.from.address) ||
    isOvertaken(arrival, Math.max(known?.newestAt ?? 0, ...newest));
  const address = known && isOld ? known.address : arrival.message.from.address;
  if (address !== known?.address) await setAddress(db, { id, address });
  const conversation = { id, address, name: arrival.message.from.name ?? null };
  return { conversation, joined, ended };
}

/** What was sent before newer messages is no reason to answer elsewhere; that somebody moved is. */
function isOvertaken({ message, at }: Arrival, newestAt: number): boolean {
  return message.sentAt !== undefined && !message.from.former && at < newestAt;
}

const selectConversation = prepared<{ lineId: number; contactId: number }>()((db, value) =>
  db
    .selectFrom("conversations as c")
    .select(["c.id", "c.address", NEWEST_INBOUND_AT.as("newestAt")])
    .where("c.line_id", "=", value("lineId"))
    .where("c.contact_id", "=", value("contactId")),
);

async function insert(
  db: Queries,
  { lineId, contactId, arrival }: { lineId: number; contactId: number; arrival: Arrival },
) {
  const { id } = await db
    .insertInto("conversations")
    .values({
      line_id: lineId,
      contact_id: contactId,
      address: arrival.message.from.address,
      created_at: arrival.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

const setAddress = prepared<{ id: number; address: string }>()((db, value) =>
  db
    .updateTable("conversations")
    .set({ address: value("address") })
    .where("id", "=", value("id")),
);
