import type { InboundMessage } from "../nouns.ts";

/** A message, and when it was sent; for most that is when it came. */
export type Arrival = { message: InboundMessage; at: number };

/** All that the sender is known by, the one it wrote from first. */
export function addressesOf({ from }: InboundMessage): string[] {
  return [...new Set([from.address, ...from.aliases])];
}

export type LineKey = Pick<InboundMessage, "channel" | "account" | "line">;

/** Addresses are unique among the contacts of a line. */
export function senderKey({ channel, account, line }: LineKey, address: string): string {
  return [channel, account, line, address].join(" ");
}
