import type { LookUp, LostPart } from "../channel.ts";
import type { TwilioClient } from "./client.ts";
import { deliveryStatusOf } from "./parse-status.ts";

/** Clocks differ, and Twilio's list is not exact to the second. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Looks for a part among the messages to its contact since it was written: same text, and not one
 * that is known to be another part. Throws when Twilio cannot be asked.
 */
export function createLookUp({ client }: { client: TwilioClient }) {
  return async function lookUp(part: LostPart): Promise<LookUp> {
    const { messages } = await client();
    const { instances } = await messages.page({
      from: `whatsapp:${part.from}`,
      to: `whatsapp:${part.to}`,
      dateSentAfter: new Date(part.since - CLOCK_SKEW_MS),
      pageSize: 200,
    });
    const found = instances
      .filter(({ sid, direction }) => direction !== "inbound" && !part.knownProviderIds.has(sid))
      .findLast((message) => isSameContent(message, part));
    if (!found) return { kind: "absent" };
    return {
      kind: "found",
      providerId: found.sid,
      status: deliveryStatusOf(found.status) ?? "sent",
    };
  };
}

function isSameContent(
  message: { body: string | null; numMedia: string },
  { content }: LostPart,
): boolean {
  if (content.kind === "picture") return message.numMedia !== "0" && !message.body;
  return (message.body ?? "").trim() === content.text.trim();
}
