import { readdirSync } from "node:fs";
import { aStatus, aText, recorded } from "../channels/meta/deliveries.ts";
import { META } from "../kit/accounts.ts";
import { mutate, written, type Json } from "./meta-mutations.ts";
import type { Random } from "./random.ts";

/** A delivery of which one thing is not as it should be. */
export type Payload = {
  body: string;
  how: string;
  /** The ids of those beside it, which have to be kept. */
  messages: string[];
  statuses: string[];
};

/** What Meta was recorded to send. */
export const FIXTURES = readdirSync(new URL("../fixtures/meta", import.meta.url)).map((file) =>
  file.replace(".json", ""),
);

/** A recorded payload, changed somewhere, between others that are as they should be; their ids hold `nth`. */
export function aPayload(random: Random, nth: number): Payload {
  const name = random.pick(FIXTURES);
  const { entry } = JSON.parse(recorded(name)) as { entry: [Json] };
  const [changed] = entry;
  const value = (changed["changes"] as [{ value: Json }])[0].value;
  const beside = putBeside(value, nth);
  const isItem = random.chance(0.6);
  const how = isItem ? mutateItem(value, random) : mutate(changed, random);
  const around = [`wamid.before.${nth}`, `wamid.after.${nth}`] as const;
  const entries = [anEntry(around[0]), changed, anEntry(around[1])];
  const body = written({ object: "whatsapp_business_account", entry: entries });
  // When the payload itself is changed, what is in it may be lost with it.
  const { messages, statuses } = isItem ? beside : NONE;
  return { body, how: `${name}: ${how}`, messages: [...around, ...messages], statuses };
}

type Beside = Pick<Payload, "messages" | "statuses">;

const NONE: Beside = { messages: [], statuses: [] };

/** A neighbour before and after in each list, so that the one that is changed stands between. */
function putBeside(value: Json, nth: number): Beside {
  const beside = { messages: [] as string[], statuses: [] as string[] };
  for (const [list, make] of [
    ["messages", aText],
    ["statuses", aStatus],
  ] as const) {
    const items = value[list];
    if (!Array.isArray(items)) continue;
    const [first, last] = [`wamid.first.${nth}`, `wamid.last.${nth}`];
    value[list] = [make({ id: first }), ...items, make({ id: last })];
    beside[list] = [first, last];
  }
  return beside;
}

/** Changes the recorded message, status or error, or puts something else in its place. */
function mutateItem(value: Json, random: Random): string {
  const items = (value["errors"] ?? value["messages"] ?? value["statuses"]) as unknown[];
  // Errors have no neighbours.
  const place = items.length - 1 && 1;
  const held: Json = { item: items[place] };
  const how = mutate(held, random);
  items.splice(place, 1, ...Object.values(held));
  return how;
}

function anEntry(id: string): Json {
  const value = { metadata: { phone_number_id: META.phoneId }, messages: [aText({ id })] };
  return { id: META.accountId, changes: [{ field: "messages", value }] };
}
