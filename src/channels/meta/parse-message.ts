import { z } from "zod";
import type { Clock } from "../../clock.ts";
import type { MetaSettings } from "../../settings/channel-settings.ts";
import type { Contacts } from "./contacts.ts";
import type { Item } from "./item.ts";
import type { Json } from "./json.ts";
import { createParseContent } from "./parse-content.ts";
import { parseSender } from "./parse-sender.ts";
import { providerId } from "./provider-id.ts";

const messageShape = z.object({
  id: providerId.optional().catch(undefined),
  timestamp: z
    .string()
    .regex(/^\d{10}$/)
    .transform((seconds) => Number(seconds) * 1000)
    .optional()
    .catch(undefined),
  context: z.object({ id: providerId }).optional().catch(undefined),
});

type Surroundings = { account: string; line: unknown; contacts: Contacts };

/** Reads a message. With an id and a sender it is one, whatever else is wrong with it. */
export function createParseMessage({ clock, settings }: { clock: Clock; settings: MetaSettings }) {
  const parseContent = createParseContent(settings);

  return function parseMessage(message: Json, { account, line, contacts }: Surroundings): Item {
    const { id, timestamp, context } = messageShape.parse(message);
    const from = parseSender(message, contacts);
    if (typeof line !== "string" || !/^\d{1,32}$/.test(line)) return unreadable("no_line");
    if (id === undefined) return unreadable("no_id");
    if (from === undefined) return unreadable("no_sender");
    return {
      kind: "message",
      message: {
        channel: "meta",
        account,
        providerId: id,
        line,
        from,
        content: parseContent(message),
        ...(timestamp !== undefined && isLate(timestamp) && { sentAt: timestamp }),
        ...(context && { replyTo: context.id }),
      },
    };
  };

  function isLate(sentAt: number): boolean {
    return sentAt < clock.now() - LATE_MS;
  }
}

/**
 * Meta counts in whole seconds, and clocks differ: beside messages that are dated by our clock, one
 * that just came would seem older than it is, and be gathered and answered as such.
 */
const LATE_MS = 60_000;

function unreadable(reason: string): Item {
  return { kind: "unreadable", reason };
}
