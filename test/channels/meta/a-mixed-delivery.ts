import { SETTINGS } from "./a-meta-channel.ts";
import { aStatus, aText, notification } from "./deliveries.ts";

type List = "messages" | "statuses";
type Update = { list: List; item: unknown; id?: string };

/** 1,000 updates, messages and statuses in turn and 30 bad ones among them; `ids` are those of the others. */
export function aMixedDelivery(): { body: string; ids: Record<List, string[]> } {
  const updates = Array.from({ length: 1_000 }, (_, index) => aBadUpdate(index) ?? anUpdate(index));
  const goodIds = (list: List) =>
    updates.flatMap((update) => (update.list === list && update.id ? update.id : []));
  return {
    body: notification(inEntries(updates)),
    ids: { messages: goodIds("messages"), statuses: goodIds("statuses") },
  };
}

/** Messages of many people and statuses, in turn. */
function anUpdate(index: number): Update {
  const id = `wamid.${index}`;
  if (index % 2 === 0)
    return { list: "messages", item: aText({ id, from: String(16505550000 + index) }), id };
  return { list: "statuses", item: aStatus({ id }), id };
}

/** Thirty of a thousand, each bad in another way than the one before. */
function aBadUpdate(index: number): Update | undefined {
  const ways: Update[] = [
    { list: "messages", item: null },
    { list: "messages", item: aText({ id: undefined }) },
    { list: "messages", item: aText({ from: 16505551234 }) },
    { list: "statuses", item: [aStatus()] },
    { list: "statuses", item: aStatus({ status: "pondered" }) },
  ];
  return index % 33 === 32 ? ways[Math.floor(index / 33) % ways.length] : undefined;
}

/** A hundred in each entry, in changes of one or of many, as Meta likes it. */
function inEntries(updates: Update[]) {
  return [...groupsOf(100, updates)].map((group, index) => ({
    id: SETTINGS.accountId,
    changes: [...groupsOf(index + 1, group)].map((some) => ({
      field: "messages",
      value: {
        metadata: { phone_number_id: SETTINGS.phoneId },
        messages: itemsIn(some, "messages"),
        statuses: itemsIn(some, "statuses"),
      },
    })),
  }));
}

function* groupsOf<T>(size: number, all: T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

function itemsIn(updates: Update[], list: List): unknown[] {
  return updates.filter((update) => update.list === list).map(({ item }) => item);
}
