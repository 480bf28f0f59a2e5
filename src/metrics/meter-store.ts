import type { PartOutcome } from "../store/part-outcome.ts";
import type { StatusReceipt } from "../store/record-statuses.ts";
import type { Store } from "../store/store.ts";
import type { Metrics } from "./metrics.ts";

/** The same store; what its verbs have written is counted, once it is on disk. */
export function meterStore(store: Store, metrics: Metrics): Store {
  return {
    ...store,
    async recordInbound(messages, receivedAt) {
      const receipts = await store.recordInbound(messages, receivedAt);
      for (const { kind } of receipts) metrics.messages.inc({ result: kind });
      return receipts;
    },
    async endTurn(end, next) {
      const ended = await store.endTurn(end, next);
      metrics.turns.inc({ state: ended.state });
      return ended;
    },
    async recordOutcome(part, outcome, next) {
      const work = await store.recordOutcome(part, outcome, next);
      const how = resolutionOf(outcome);
      if (how) metrics.unknownResolved.inc({ how });
      return work;
    },
    async recordStatuses(updates, now) {
      const receipts = await store.recordStatuses(updates, now);
      for (const receipt of receipts) countStatus(receipt);
      return receipts;
    },
  };

  function countStatus(receipt: StatusReceipt) {
    if (receipt.kind !== "moved") return;
    metrics.partStatuses.inc({ status: receipt.status });
    if (receipt.was === "unknown") metrics.unknownResolved.inc({ how: "callback" });
  }
}

/** How a part ended that was unknown, if this outcome says so. */
function resolutionOf(outcome: PartOutcome): string | undefined {
  if (outcome.kind === "found") return "found";
  if (outcome.kind === "resend") return "resent";
  const isGivenUp = outcome.kind === "failed" && GIVEN_UP.has(outcome.code);
  return isGivenUp ? "given_up" : undefined;
}

const GIVEN_UP = new Set(["unresolved", "unknown_outcome"]);
