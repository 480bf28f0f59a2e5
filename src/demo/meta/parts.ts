import type { MetaMessage } from "./message.ts";

/** A message that was created for a contact, as a test or the phone looks at it. */
export type Part = Omit<MetaMessage, "direction" | "person" | "createdAt"> & {
  /** Milliseconds since 1970. */
  at: number;
  /** Which of our parts it is, where `callbackData` says so. */
  partId?: number;
};

export function partsOf(messages: readonly MetaMessage[]): Part[] {
  return messages
    .filter(({ direction }) => direction === "outbound")
    .map(({ direction: _, person: __, createdAt, ...message }) => ({
      ...message,
      at: createdAt,
      ...partIdIn(message.callbackData),
    }));
}

/** The server writes `part:7:+1555…`. */
function partIdIn(callbackData = ""): { partId?: number } {
  const [, partId] = /^part:(\d+)/.exec(callbackData) ?? [];
  return partId === undefined ? {} : { partId: Number(partId) };
}
