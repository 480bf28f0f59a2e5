import type { Account } from "./account.ts";
import { waIdOf } from "./contact-json.ts";

/** One thing that Meta tells: a `value` without its metadata, whatever is in it. */
export type Update = {
  /** Of the message in it, by which it can be delivered again. */
  id?: string;
  /** Whose message it is. */
  address?: string;
  /** `messages` when left out. */
  field?: string;
  value: Record<string, unknown>;
};

/** How several updates share one delivery: each with an entry or a change of its own, or all in one value. */
export type Sharing = "entries" | "changes" | "value";

/** The body of a webhook. */
export function envelope(account: Account, updates: Update[], sharing: Sharing = "changes") {
  const changes = (sharing === "value" ? merged(updates) : updates).map(change);
  const inEntries = sharing === "entries" ? changes.map((one) => [one]) : [changes];
  const entry = inEntries.map((some) => ({ id: account.accountId, changes: some }));
  return { object: "whatsapp_business_account", entry };

  function change({ value, field = "messages" }: Update) {
    const metadata = {
      display_phone_number: waIdOf(account.number),
      phone_number_id: account.phoneId,
    };
    return { value: { messaging_product: "whatsapp", metadata, ...value }, field };
  }
}

function merged(updates: Update[]): Update[] {
  const value: Record<string, unknown[]> = {};
  for (const update of updates)
    for (const [name, items] of Object.entries(update.value))
      value[name] = [...(value[name] ?? []), ...[items].flat()];
  return [{ value }];
}
