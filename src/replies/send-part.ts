import { backoffMs } from "../backoff.ts";
import type { OutgoingPart, SendOutcome } from "../channels/channel.ts";
import type { Channels } from "../channels/channels.ts";
import type { Clock } from "../clock.ts";
import type { PartOutcome } from "../store/part-outcome.ts";
import type { Store } from "../store/store.ts";
import type { ClaimedPart, Step } from "../store/work.ts";
import { cutText } from "./cut-text.ts";
import type { createOpenLate } from "./open-late.ts";

type Dependencies = {
  store: Pick<Store, "recordOutcome">;
  channels: Channels;
  clock: Clock;
  log: Record<"info" | "warn" | "error", (fields: object, message: string) => void>;
  openLate: ReturnType<typeof createOpenLate>;
};

/** Sends a part that is already marked as being sent, and writes down what came of it. */
export function createSendPart({
  store,
  channels,
  clock,
  log,
  openLate,
}: Dependencies): Step<ClaimedPart> {
  return async function sendPart(part, next) {
    const pieces = await openLate(part);
    if (pieces) return store.recordOutcome(part, { kind: "rewrite", pieces }, next);
    const outcome = (await channels.of(part)?.send(outgoing(part))) ?? NO_CHANNEL;
    const sendMs = clock.now() - part.attemptedAt;
    tell(part, outcome, sendMs);
    const now = clock.now();
    return store.recordOutcome(part, afterSend(part, outcome, now), { ...next, now });
  };

  function tell(
    { partId, turnId, conversationId }: ClaimedPart,
    outcome: SendOutcome,
    sendMs: number,
  ) {
    const ids = { partId, turnId, conversationId };
    if (outcome.kind === "sent")
      return log.info({ ...ids, providerId: outcome.providerId, sendMs }, "part sent");
    const said = { ...ids, code: outcome.code, sendMs };
    if (outcome.kind === "tell_operator") log.error(said, outcome.message);
    log.warn(said, WORDS[outcome.kind]);
  }
}

const WORDS: Record<Exclude<SendOutcome["kind"], "sent">, string> = {
  unknown: "part unknown",
  refused: "part failed",
  not_sent: "part not sent",
  not_now: "part waits",
  tell_operator: "part not sent",
};

export function outgoing(part: ClaimedPart): OutgoingPart {
  const { partId, from, to, content, attempt, quotes } = part;
  return { partId, from, to, content, attempt, ...(quotes && { quotes }) };
}

const NO_CHANNEL: SendOutcome = {
  kind: "tell_operator",
  code: "no_channel",
  concerns: "account",
  message:
    "A reply waits for an account that is no longer configured: set it again, or let the reply expire.",
};

/** A part that certainly did not go out is tried so often, over about ten minutes. */
const MOST_SENDS = 16;

function afterSend(part: ClaimedPart, outcome: SendOutcome, now: number): PartOutcome {
  switch (outcome.kind) {
    case "sent":
      return { ...outcome, status: "sent" };
    case "unknown":
      return { ...outcome, dueAt: now + FIRST_LOOK_UP_MS };
    case "refused":
      return (outcome.tooLong && recut(part, outcome.code)) || { ...outcome, kind: "failed" };
    case "not_sent":
      return again(part, outcome, now, outcome.retryAfterSeconds);
    case "not_now":
      return later(outcome.code, now + outcome.retryAfterSeconds * 1000);
    case "tell_operator":
      return untilRepaired(part, outcome, now);
    default:
      return outcome satisfies never;
  }
}

/** Time for the provider's own status callback to say what became of it. */
const FIRST_LOOK_UP_MS = 2_000;

function untilRepaired(
  part: ClaimedPart,
  { code, concerns, retryAfterSeconds = 60 }: Extract<SendOutcome, { kind: "tell_operator" }>,
  now: number,
): PartOutcome {
  if (concerns === "contact") return again(part, { code }, now);
  return later(code, now + retryAfterSeconds * 1000);
}

/** What stops everybody is no fault of this part: it keeps its tries. */
function later(code: string, dueAt: number): PartOutcome {
  return { kind: "later", dueAt, code };
}

function again(
  part: ClaimedPart,
  { code }: { code: string },
  now: number,
  retryAfterSeconds?: number,
): PartOutcome {
  if (part.attempt >= MOST_SENDS) return { kind: "failed", code };
  // "Now" from somebody who refuses is not believed: all tries would be gone in a second.
  const delayMs = Math.max(backoffMs(part.attempt), (retryAfterSeconds ?? 0) * 1000);
  return { kind: "again", dueAt: now + delayMs, code };
}

/** Providers count in ways they do not document: half of it fits, or half of that. */
function recut({ content }: ClaimedPart, code: string): PartOutcome | undefined {
  if (content.kind !== "text" || content.text.length < SHORTEST_CUT) return undefined;
  const { head, rest } = cutText(content.text, Math.ceil(content.text.length / 2));
  const pieces = [head, rest].filter(Boolean).map((text) => ({ kind: "text" as const, text }));
  return { kind: "recut", pieces, code };
}

const SHORTEST_CUT = 80;
