import type { Delivery } from "../channels/channel.ts";
import type { Clock } from "../clock.ts";
import type { Content, InboundMessage, PartStatus, StatusUpdate } from "../nouns.ts";
import type { Store } from "../store/store.ts";

type Dependencies = {
  store: Pick<Store, "recordInbound" | "recordStatuses">;
  wake(conversationId: number, at?: number): void;
  /** When a message that came at `now` is due: not before its merge window is over. */
  dueAt(content: Content, now: number): number;
  clock: Clock;
  log: Record<"info" | "warn" | "debug", (fields: object, message: string) => void>;
};

/**
 * Takes in what a webhook brought, and is finished when it is on disk.
 *
 * Providers deliver at least once and give up on slow webhooks. So a repeat is an ordinary outcome
 * here rather than an error, and nothing waits for an answer: once this resolves, the provider may
 * hear its 200.
 */
export function createReceive({ store, wake, dueAt, clock, log }: Dependencies) {
  return async function receive({ messages, statuses, unreadable = [] }: Delivery): Promise<void> {
    if (unreadable.length > 0)
      log.warn({ count: unreadable.length, reasons: [...new Set(unreadable)] }, UNREADABLE);
    // Side by side: what the store is asked for at the same time shares one commit.
    await Promise.all([receiveMessages(messages), receiveStatuses(statuses)]);
  };

  async function receiveMessages(messages: InboundMessage[]) {
    if (messages.length === 0) return;
    const now = clock.now();
    const receipts = await store.recordInbound(messages, now);
    for (const [index, { content }] of messages.entries()) {
      const receipt = receipts[index];
      if (receipt?.kind === "recorded") {
        const { messageId, conversationId, providerId } = receipt;
        const { kind } = content;
        log.info({ providerId, messageId, conversationId, kind }, "message received");
        wake(conversationId, dueAt(content, now));
      } else log.info({ providerId: receipt?.providerId }, "message repeated");
    }
  }

  async function receiveStatuses(statuses: StatusUpdate[]) {
    if (statuses.length === 0) return;
    const receipts = await store.recordStatuses(statuses, clock.now());
    for (const [index, receipt] of receipts.entries()) {
      const providerId = statuses[index]?.providerId;
      if (receipt.kind !== "moved") {
        log.debug({ ...receipt, providerId }, "status without effect");
        continue;
      }
      const { partId, conversationId, status, was, errorCode: code } = receipt;
      const told = { partId, conversationId, providerId, status };
      if (status === "failed") log.warn({ ...told, code }, "part status");
      else log.info(told, "part status");
      // It may be the first word of a part whose outcome was unknown: what waits behind it may go on.
      if (UNSETTLED.has(was)) wake(conversationId);
    }
  }
}

/** Queued: after nobody knew, to be sent again. */
const UNSETTLED = new Set<PartStatus>(["queued", "sending", "unknown"]);

const UNREADABLE = "items of a delivery could not be read and were left out; the others are stored";
