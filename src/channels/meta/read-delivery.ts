import type { Clock } from "../../clock.ts";
import type { MetaSettings } from "../../settings/channel-settings.ts";
import type { Delivery } from "../channel.ts";
import { parseJson } from "../../parse-json.ts";
import { readContacts } from "./contacts.ts";
import { nextStepOf } from "./error-codes.ts";
import { errorCodeOf } from "./error-code-of.ts";
import type { Item } from "./item.ts";
import { asObject, type Json } from "./json.ts";
import { createParseMessage } from "./parse-message.ts";
import { parseStatus } from "./parse-status.ts";

type Dependencies = {
  clock: Clock;
  log: Record<"warn" | "error", (fields: object, message: string) => void>;
  settings: MetaSettings;
};

/**
 * Reads everything a delivery holds, or nothing when it is no JSON object. Up to 1,000 updates
 * come at once, and whatever is refused comes again for days, the good ones with the bad: so what
 * cannot be read is only counted.
 */
export function createReadDelivery({ clock, log, settings }: Dependencies) {
  const parseMessage = createParseMessage({ clock, settings });

  return function readDelivery(body: Buffer): Delivery | undefined {
    const notification = asObject(parseJson(body.toString("utf8")));
    if (!notification) return undefined;
    const items = [...readNotification(notification)];
    tellOperator(items);
    return {
      kind: "delivery",
      messages: items.flatMap((item) => (item.kind === "message" ? item.message : [])),
      statuses: items.flatMap((item) => (item.kind === "status" ? item.status : [])),
      unreadable: items.flatMap((item) => (item.kind === "unreadable" ? item.reason : [])),
    };
  };

  function* readNotification({ object, entry }: Json): Generator<Item> {
    if (object === "whatsapp_business_account") yield* each("entry", entry, readEntry);
    else yield { kind: "unreadable", reason: "other_object" };
  }

  function* readEntry({ id: account, changes }: Json): Generator<Item> {
    if (typeof account !== "string" || !/^\d{1,32}$/.test(account))
      yield { kind: "unreadable", reason: "no_account" };
    else yield* each("change", changes, (change) => readChange(change, account));
  }

  function* readChange({ field, value }: Json, account: string): Generator<Item> {
    // Accounts, templates, calls: the app may be subscribed to much that is not ours.
    if (typeof field === "string" && field !== "messages") return;
    yield* each("change", [value], (one) => readValue(one, account));
  }

  function* readValue(value: Json, account: string): Generator<Item> {
    const line = asObject(value["metadata"])?.["phone_number_id"];
    const contacts = readContacts(value["contacts"]);
    yield* each("message", value["messages"], (message) => [
      parseMessage(message, { account, line, contacts }),
    ]);
    // Of another account's parts we know nothing; what people wrote to it is kept all the same.
    if (account !== settings.accountId) return;
    yield* each("status", value["statuses"], (status) => [parseStatus(status, account)]);
    yield* each("error", value["errors"], (error) => [
      { kind: "error", code: errorCodeOf(error) ?? "no_code" },
    ]);
  }

  /** Some of what has to be repaired (a payment, say) is told here only, and in no answer to a send. */
  function tellOperator(items: Item[]) {
    if (items.some(isOfAnother)) log.error({ code: "other_account" }, ACCOUNT_REPAIR);
    for (const code of new Set(items.flatMap(errorCodesOf))) {
      const step = nextStepOf(code);
      if (step.kind === "tell_operator") log.error({ code }, step.message);
      else log.warn({ code }, "Meta tells of an error");
    }
  }

  function isOfAnother(item: Item): boolean {
    return item.kind === "message" && item.message.account !== settings.accountId;
  }
}

const ACCOUNT_REPAIR =
  "Meta delivers for a WhatsApp account that is not ours; its messages are kept, but not answered: set WHATSAPP_ACCOUNT_ID to the id of the account that the number belongs to, or take the other account off this app.";

/** Those of a status are told with its part, unless somebody has to repair something. */
function errorCodesOf(item: Item): string[] {
  if (item.kind === "error") return [item.code];
  const code = item.kind === "status" ? item.status.errorCode : undefined;
  return code !== undefined && nextStepOf(code).kind === "tell_operator" ? [code] : [];
}

/** What `read` makes of each object of a list. What is no list, and each that is no object, is unreadable. */
function* each(name: string, list: unknown, read: (item: Json) => Iterable<Item>): Generator<Item> {
  if (list === undefined) return;
  for (const item of Array.isArray(list) ? list : [undefined]) {
    const object = asObject(item);
    if (object) yield* read(object);
    else yield { kind: "unreadable", reason: name };
  }
}
