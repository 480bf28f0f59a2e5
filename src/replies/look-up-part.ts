import type { LookUp } from "../channels/channel.ts";
import type { Channels } from "../channels/channels.ts";
import type { Clock } from "../clock.ts";
import { codeOf } from "../errors.ts";
import type { PartOutcome } from "../store/part-outcome.ts";
import type { Store } from "../store/store.ts";
import type { ClaimedPart, Step } from "../store/work.ts";
import { outgoing } from "./send-part.ts";

type Dependencies = {
  store: Pick<Store, "recordOutcome" | "listProviderIds">;
  channels: Channels;
  clock: Clock;
  log: Record<"info" | "warn" | "error", (fields: object, message: string) => void>;
};

/**
 * Finds out what became of a part whose outcome is unknown, and adopts it when the provider has
 * it. Only what stays unresolved is sent again, once; after that it is left as failed.
 */
export function createLookUpPart({ store, channels, clock, log }: Dependencies): Step<ClaimedPart> {
  return async function lookUpPart(part, next) {
    const found = await ask(part);
    const now = clock.now();
    const outcome = afterLookUp(part, found, now);
    const { partId, turnId, conversationId } = part;
    const said = { partId, turnId, conversationId, outcome: outcome.kind };
    if (outcome.kind === "failed") log.warn(said, "part given up: nobody knows what became of it");
    else log.info(said, "part looked up");
    return store.recordOutcome(part, outcome, { ...next, now });
  };

  async function ask(part: ClaimedPart): Promise<LookUp | undefined> {
    try {
      const knownProviderIds = await store.listProviderIds(part);
      const lost = { ...outgoing(part), since: part.createdAt, knownProviderIds };
      return await channels.of(part)?.lookUp(lost);
    } catch (error) {
      log.error({ partId: part.partId, code: codeOf(error) }, NOT_LOOKED_UP);
      return undefined;
    }
  }
}

const NOT_LOOKED_UP =
  "part could not be looked up, and what follows it waits: check that the provider can be reached, and that its key may list messages";

function afterLookUp(part: ClaimedPart, found: LookUp | undefined, now: number): PartOutcome {
  if (found?.kind === "found") return found;
  const lostForMs = now - part.attemptedAt;
  if (lostForMs < RESOLVED_WITHIN_MS)
    return { kind: "unknown", dueAt: now + lookAgainMs(lostForMs), code: "looked_up" };
  // Without an answer from the provider nothing is sent again; but what follows may not wait for ever.
  const mayResend = found !== undefined && !isOperators(part);
  if (!mayResend && lostForMs > GIVEN_UP_AFTER_MS) return { kind: "failed", code: "unresolved" };
  if (!mayResend) return { kind: "unknown", dueAt: now + 60_000, code: "unresolved" };
  if (part.resends === 0) return { kind: "resend", code: "unknown_outcome" };
  return { kind: "failed", code: "unknown_outcome" };
}

/** Whether to say it again is for the operator to decide who said it. */
function isOperators({ turnId }: ClaimedPart): boolean {
  return turnId === null;
}

const GIVEN_UP_AFTER_MS = 6 * 3_600_000;

/** Lists lag: only after this long does "not there" mean that it never arrived. */
const RESOLVED_WITHIN_MS = 120_000;

/** Often at first, then ever less often. */
function lookAgainMs(lostForMs: number): number {
  return Math.round(Math.min(Math.max(2_000, lostForMs / 2), 30_000));
}
