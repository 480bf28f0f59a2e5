import type { Arrival } from "./arrivals.ts";
import { ensureContact } from "./ensure-contact.ts";
import { ensureLine } from "./ensure-line.ts";
import type { Conversation } from "./known-contacts.ts";
import type { Joined } from "./merge-contacts.ts";
import { NEWEST_INBOUND_AT } from "./newest-inbound.ts";
import { prepared } from "./prepared.ts";
import type { Queries } from "./writer.ts";

export type Entered = {
  conversation: Conversation;
  /** Conversations that went into another one because of it. */
  joined: Joined;
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
  const { contactId, joined } = await ensureContact(db, line, arrival, newestAt);
  const [known] = await selectConversation(db, { lineId: line.id, contactId });
  const id = known?.id ?? (await insert(db, { lineId: line.id, contactId, arrival }));
  const newest = [id, ...joined.keys()].map((one) => newestAt.get(one) ?? 0);
  const address = addressAfter(arrival, known, Math.max(known?.newestAt ?? 0, ...newest));
  if (address !== known?.address) await setAddress(db, { id, address });
  return { conversation: { id, address, name: arrival.message.from.name ?? null }, joined };
}

/** A number that was given up may belong to a stranger: what was sent from it long ago is no reason to answer there. */
function addressAfter(
  { message, at }: Arrival,
  known: { address: string } | undefined,
  newestAt: number,
) {
  const isOld = message.sentAt !== undefined && at < newestAt && !tellsOfChange(message);
  return known && isOld ? known.address : message.from.address;
}

function tellsOfChange({ content }: Arrival["message"]): boolean {
  return content.kind === "event" && content.type === "number_changed";
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
