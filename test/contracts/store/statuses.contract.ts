import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DeliveryStatus, StatusUpdate } from "../../../src/nouns.ts";
import type { Store } from "../../../src/store/store.ts";
import { ACCOUNT, aProviderId } from "../../kit/a-message.ts";
import {
  aPartToResend,
  aRequest,
  aSendingPart,
  aSentPart,
  thePart,
} from "../../kit/in-conversation.ts";
import { NOON } from "../../kit/open-test-store.ts";
import type { OpenStore } from "../store.contract.ts";

const RANK: DeliveryStatus[] = ["sent", "failed", "delivered", "read"];

export function statusesContract(open: OpenStore) {
  test("five statuses end the same in all their 120 orders, and never fall", async () => {
    const { store } = await open();
    const orders = permutations(["sent", "sent", "delivered", "delivered", "read"] as const);
    expect(orders).toHaveLength(120);
    await Promise.all(
      orders.map(async (order) => {
        const { providerId } = await aSentPart(store);
        const moves = await movesOf(store, providerId, order);
        expect(moves.at(-1)).toBe("read");
        expect(moves).toEqual(RANK.filter((status) => moves.includes(status)));
      }),
    );
  });

  test("whatever is told, a part only moves forward, and a failure is final", async () => {
    const { store } = await open();
    const statuses = fc.array(fc.constantFrom(...RANK), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(statuses, async (told) => {
        const { providerId } = await aSentPart(store);
        const moves = await movesOf(store, providerId, told);
        expect(moves).toEqual(RANK.filter((status) => moves.includes(status)));
        const failedAt = moves.indexOf("failed");
        if (failedAt >= 0) expect(failedAt).toBe(moves.length - 1);
      }),
      { numRuns: 60 },
    );
  });

  test("what moved is told, with whose part it is", async () => {
    const { store } = await open();
    const { part, providerId } = await aSentPart(store);
    const { partId, conversationId } = part;
    const updates = [aStatus("delivered", { providerId }), aStatus("sent", { providerId })];
    expect(await store.recordStatuses(updates, NOON)).toEqual([
      { kind: "moved", partId, conversationId, status: "delivered", was: "sent" },
      { kind: "unchanged", partId },
    ]);
  });

  describe("a status that is faster than its part", () => {
    test.each(["delivered", "read", "failed"] as const)("is kept for it: %s", async (status) => {
      const { store } = await open();
      const part = await aSendingPart(store);
      const early = aStatus(status);
      const later = [aStatus("sent", { providerId: early.providerId })];
      expect(await store.recordStatuses([early], NOON)).toMatchObject([{ kind: "early" }]);
      expect(await store.recordStatuses(later, NOON)).toMatchObject([{ kind: "early" }]);
      const sent = { kind: "sent", status: "sent", providerId: early.providerId } as const;
      await store.recordOutcome(part, sent, aRequest(part.conversationId));
      expect(await store.recordStatuses([early], NOON)).toMatchObject([{ kind: "unchanged" }]);
    });

    test("and told of a failure and of more is not forgotten where the look-up finds a delivery", async () => {
      const { store } = await open();
      const part = await aSendingPart(store);
      const { providerId } = aStatus("read");
      const early = (["failed", "read", "delivered"] as const).map((status) =>
        aStatus(status, { providerId }),
      );
      for (const status of early) await store.recordStatuses([status], NOON);
      const found = { kind: "found", status: "delivered", providerId } as const;
      await store.recordOutcome(part, found, aRequest(part.conversationId));
      const [again] = await store.recordStatuses([aStatus("read", { providerId })], NOON);
      expect(again).toMatchObject({ kind: "unchanged" });
    });

    test("makes a part its own when it carries our part id", async () => {
      const { store } = await open();
      const part = await aSendingPart(store, ["one", "two"]);
      const status = aStatus("delivered", { partId: part.partId, to: part.to });
      expect(await store.recordStatuses([status], NOON)).toMatchObject([{ kind: "moved" }]);
      const next = thePart(await store.claimWork(aRequest(part.conversationId)));
      expect(next.content).toEqual({ kind: "text", text: "two" });
      expect(await store.listProviderIds(next)).toEqual(new Set([status.providerId]));
      const answer = { kind: "sent", status: "sent", providerId: status.providerId } as const;
      await store.recordOutcome(part, answer, aRequest(part.conversationId));
      expect(await store.recordStatuses([status], NOON)).toMatchObject([{ kind: "unchanged" }]);
    });

    test("counts with one that came before it and did not say whose it is", async () => {
      const { store } = await open();
      const part = await aSendingPart(store);
      const read = aStatus("read");
      const sent = aStatus("sent", {
        providerId: read.providerId,
        partId: part.partId,
        to: part.to,
      });
      expect(await store.recordStatuses([read, sent], NOON)).toMatchObject([
        { kind: "early" },
        { kind: "moved", partId: part.partId, status: "read" },
      ]);
    });

    test("resolves a part whose outcome is unknown, and nothing is sent again", async () => {
      const { store } = await open();
      const part = await aSendingPart(store);
      const unknown = { kind: "unknown", dueAt: NOON, code: "reset" } as const;
      const request = aRequest(part.conversationId, { now: NOON - 1 });
      await store.recordOutcome(part, unknown, request);
      const status = aStatus("sent", { partId: part.partId, to: part.to });
      expect(await store.recordStatuses([status], NOON)).toMatchObject([{ was: "unknown" }]);
      const next = await store.claimWork(aRequest(part.conversationId));
      expect(next).toEqual({ kind: "nothing" });
    });
  });

  test.each([
    ["of another account", 0, "AC00000000000000000000000000000002"],
    ["of a part that nobody has sent yet", 1, ACCOUNT],
    ["of a part that does not exist", 4_711, ACCOUNT],
  ])("a status %s moves nothing", async (_name, further, account) => {
    const { store } = await open();
    const part = await aSendingPart(store, ["one", "two"]);
    const status = aStatus("delivered", { account, partId: part.partId + further, to: part.to });
    expect(await store.recordStatuses([status], NOON)).toMatchObject([{ kind: "early" }]);
  });

  test.each([{ channel: "meta" }, { account: "AC00000000000000000000000000000002" }] as const)(
    "a message of another account with the same id moves nothing: %o",
    async (elsewhere) => {
      const { store } = await open();
      const { providerId } = await aSentPart(store);
      const status = aStatus("failed", { providerId, ...elsewhere });
      expect(await store.recordStatuses([status], NOON)).toMatchObject([{ kind: "early" }]);
    },
  );

  test("a status that went to somebody else is not about this part, whatever its number says", async () => {
    const { store } = await open();
    const part = await aSendingPart(store);
    const status = aStatus("read", { partId: part.partId, to: "+15555550177" });
    expect(await store.recordStatuses([status], NOON)).toMatchObject([{ kind: "early" }]);
  });

  test("a part that waits to be sent again is not taken for delivered", async () => {
    const { store } = await open();
    const part = await aSendingPart(store);
    const refused = { kind: "again", dueAt: NOON, code: "20429" } as const;
    await store.recordOutcome(part, refused, aRequest(part.conversationId, { now: NOON - 1 }));
    const status = aStatus("read", { partId: part.partId, to: part.to });
    expect(await store.recordStatuses([status], NOON)).toMatchObject([{ kind: "early" }]);
    thePart(await store.claimWork(aRequest(part.conversationId)));
  });

  test("a part that waits to be sent again, as nobody knew what became of it, is not if it is told of now", async () => {
    const { store } = await open();
    const part = await aPartToResend(store);
    const status = aStatus("delivered", { partId: part.partId, to: part.to });
    expect(await store.recordStatuses([status], NOON)).toMatchObject([{ was: "queued" }]);
    const next = await store.claimWork(aRequest(part.conversationId, { now: NOON + 1 }));
    expect(next).toEqual({ kind: "nothing" });
  });

  test("a part that has its message at the provider is not moved by another one", async () => {
    const { store } = await open();
    const { part } = await aSentPart(store);
    const status = aStatus("failed", { partId: part.partId, to: part.to });
    expect(await store.recordStatuses([status], NOON)).toMatchObject([{ kind: "early" }]);
  });
}

async function movesOf(store: Store, providerId: string, statuses: readonly DeliveryStatus[]) {
  const updates = statuses.map((status) => aStatus(status, { providerId }));
  const receipts = await store.recordStatuses(updates, NOON);
  return receipts.flatMap((receipt) => (receipt.kind === "moved" ? [receipt.status] : []));
}

function aStatus(status: DeliveryStatus, changes: Partial<StatusUpdate> = {}): StatusUpdate {
  return { channel: "twilio", account: ACCOUNT, providerId: aProviderId(), status, ...changes };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((others) => [item, ...others]),
  );
}
