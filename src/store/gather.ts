import type { Content } from "../nouns.ts";
import type { ClaimRequest } from "./work.ts";

export type WaitingMessage = { id: number; content: string; createdAt: number };

export type Gathered =
  | { kind: "turn"; messageIds: number[]; isCommand: boolean }
  | { kind: "wait"; until: number }
  | { kind: "nothing" };

/**
 * Which of the waiting messages are answered together: those that followed each other within the
 * merge window; a command or a button that was pressed says all by itself. Only their times decide,
 * not how busy we were, so that a restart changes nothing.
 */
export function gather(
  waiting: WaitingMessage[],
  { now, mergeWindowMs, standsAlone }: Pick<ClaimRequest, "now" | "mergeWindowMs" | "standsAlone">,
): Gathered {
  const [first] = waiting;
  if (!first) return { kind: "nothing" };
  const isCommand = standsAlone(contentOf(first));
  const isAlone = (message: WaitingMessage) =>
    contentOf(message).kind === "button" || standsAlone(contentOf(message));
  if (mergeWindowMs === 0 || isAlone(first))
    return { kind: "turn", messageIds: [first.id], isCommand };

  const together = [first];
  for (const message of waiting.slice(1, MOST_MESSAGES)) {
    const previous = together.at(-1) ?? first;
    // Also apart from one that was sent long before it, and found late.
    const apartMs = Math.abs(message.createdAt - previous.createdAt);
    if (apartMs > mergeWindowMs || isAlone(message)) break;
    together.push(message);
  }
  const last = together.at(-1) ?? first;
  const isNewest = together.length === waiting.length && together.length < MOST_MESSAGES;
  // Somebody who never stops writing is answered all the same.
  const until = Math.min(last.createdAt, first.createdAt + 5 * mergeWindowMs) + mergeWindowMs;
  if (isNewest && until > now) return { kind: "wait", until };
  return { kind: "turn", messageIds: together.map(({ id }) => id), isCommand };
}

function contentOf({ content }: WaitingMessage): Content {
  return JSON.parse(content) as Content;
}

/** Together they still make one question. */
const MOST_MESSAGES = 20;
