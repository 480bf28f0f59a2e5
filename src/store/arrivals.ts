import type { InboundMessage } from "../nouns.ts";

/** A message, and when it was sent; for most that is when it came. */
export type Arrival = { message: InboundMessage; at: number };

/** All that the sender is known by, the one it wrote from first. */
export function addressesOf({ from }: InboundMessage): string[] {
  return [...new Set([from.address, ...from.aliases])];
}

/** What it was known by until it moved. */
export function formerOf({ from }: InboundMessage): string[] {
  return from.former ?? [];
}

/**
 * The earliest it can have been sent: what carries no time may be a minute old, and must not be
 * taken for a stranger's because its sender changed the number meanwhile. What tells of a change is
 * the newest there is.
 */
export function sentAfter({ message, at }: Arrival): number {
  const isExact = message.sentAt !== undefined || message.from.former !== undefined;
  return isExact ? at : at - UNTIMED_MS;
}

/** Channels give no time to what is younger than this (Meta's `LATE_MS`). */
export const UNTIMED_MS = 60_000;

export type LineKey = Pick<InboundMessage, "channel" | "account" | "line">;

/** Addresses are unique among the contacts of a line. */
export function senderKey({ channel, account, line }: LineKey, address: string): string {
  return [channel, account, line, address].join(" ");
}
