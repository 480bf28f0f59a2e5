import { expect, test } from "vitest";
import { meterStore } from "../../src/metrics/meter-store.ts";
import { createMetrics } from "../../src/metrics/metrics.ts";
import type { PartOutcome } from "../../src/store/part-outcome.ts";
import { aProviderId } from "../kit/a-message.ts";
import { aRequest, aSendingPart } from "../kit/in-conversation.ts";
import { NOON, openTestStore } from "../kit/open-test-store.ts";

const found = { kind: "found", providerId: aProviderId(), status: "sent" } as const;

test.each<[string, PartOutcome, string | undefined]>([
  ["was found at the provider", found, "found"],
  ["is sent again", { kind: "resend", code: "unknown_outcome" }, "resent"],
  ["was sent twice and never found", { kind: "failed", code: "unknown_outcome" }, "given_up"],
  ["could never be looked up", { kind: "failed", code: "unresolved" }, "given_up"],
  ["stays unknown", { kind: "unknown", dueAt: NOON, code: "looked_up" }, undefined],
])("a part that was unknown and %s is counted as such", async (_name, outcome, how) => {
  const { store, part, resolved } = await aLostPart();
  await store.recordOutcome(part, outcome, aRequest(part.conversationId));
  expect(await resolved()).toEqual(how ? [{ how, count: 1 }] : []);
});

test("a part that was unknown until the provider called is counted as such", async () => {
  const { store, part, resolved } = await aLostPart();
  const { channel, account, partId, to } = part;
  const told = { channel, account, partId, to, providerId: aProviderId(), status: "sent" } as const;
  await store.recordStatuses([told, told], NOON);
  expect(await resolved()).toEqual([{ how: "callback", count: 1 }]);
});

async function aLostPart() {
  const metrics = createMetrics();
  const store = meterStore((await openTestStore()).store, metrics);
  const part = await aSendingPart(store);
  const unknown = { kind: "unknown", dueAt: NOON + 2_000, code: "reset" } as const;
  await store.recordOutcome(part, unknown, aRequest(part.conversationId));
  const resolved = async () =>
    (await metrics.unknownResolved.get()).values.map(({ labels, value }) => ({
      how: labels.how,
      count: value,
    }));
  return { store, part, resolved };
}
