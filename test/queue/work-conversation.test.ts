import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createGate, type Gate } from "../../src/queue/gate.ts";
import { createWorkConversation } from "../../src/queue/work-conversation.ts";
import type { Store } from "../../src/store/store.ts";
import type { BegunTurn, ClaimedPart, Step } from "../../src/store/work.ts";
import { aMessage, aProviderId, BEN } from "../kit/a-message.ts";
import { aConversation, anEnd, aRequest, theTurn } from "../kit/in-conversation.ts";
import { openTestStore } from "../kit/open-test-store.ts";
import { createTestClock } from "../kit/test-clock.ts";

test("a conversation is worked on until nothing is due in it, replies in order", async () => {
  const { store } = await openTestStore();
  const conversationId = await aConversation(store, [aMessage("one"), aMessage("two")]);
  const { work, steps } = aWorker(store);
  expect(await work(conversationId)).toBeUndefined();
  expect(steps).toEqual(["answer", "send: reply 1", "answer", "send: reply 2"]);
});

test("it says when something is due later", async () => {
  const { store } = await openTestStore();
  const { work, clock, steps } = aWorker(store, { mergeWindowMs: 1_000 });
  const conversationId = await aConversation(store, [aMessage()], clock.now());
  expect(await work(conversationId)).toBe(clock.now() + 1_000);
  expect(steps).toEqual([]);
});

test("a part with an unknown outcome is looked up, not sent", async () => {
  const { store, reopen } = await openTestStore();
  const conversationId = await aConversation(store);
  const { turnId } = theTurn(await store.claimWork(aRequest(conversationId)));
  await store.endTurn(anEnd(turnId, ["lost"]), aRequest(conversationId));
  const next = await reopen();
  await next.recover(aRequest(0).now);
  const { work, steps } = aWorker(next);
  await work(conversationId);
  expect(steps).toEqual(["look up: lost"]);
});

test("only so many turns are answered at a time; the next begins when one has ended", async () => {
  const { store } = await openTestStore();
  const ana = await aConversation(store);
  const ben = await aConversation(store, [aMessage("", { from: { address: BEN, aliases: [] } })]);
  const finish: (() => void)[] = [];
  const begun: number[] = [];
  const answer: Step<BegunTurn> = async (turn) => {
    begun.push(turn.conversationId);
    await new Promise<void>((resolve) => finish.push(resolve));
    return { kind: "nothing" };
  };
  const { work } = aWorker(store, { gate: createGate(1), answer });
  const both = [work(ana), work(ben)];
  await expect.poll(() => begun).toEqual([ana]);
  finish[0]?.();
  await expect.poll(() => begun).toEqual([ana, ben]);
  finish[1]?.();
  await Promise.all(both);
});

test("sending needs no place among those who answer", async () => {
  const { store } = await openTestStore();
  const gate = createGate(1);
  const conversationId = await aConversation(store);
  const { turnId } = theTurn(await store.claimWork(aRequest(conversationId)));
  const again = { kind: "again", dueAt: 0, code: "busy" } as const;
  const { work: first } = await store.endTurn(anEnd(turnId, ["Hi"]), aRequest(conversationId));
  if (first.kind === "send")
    await store.recordOutcome(first.part, again, aRequest(conversationId, { now: -1 }));
  gate.tryEnter();
  const { work, steps } = aWorker(store, { gate });
  await work(conversationId);
  expect(steps).toEqual(["send: Hi"]);
});

test("a place is given back whatever happens", async () => {
  const { store } = await openTestStore();
  const gate = createGate(1);
  const broken = () => Promise.reject(new Error("No."));
  const conversationId = await aConversation(store);
  await expect(aWorker(store, { gate, answer: broken }).work(conversationId)).rejects.toThrow("No");
  const { work } = aWorker({ ...store, claimWork: broken }, { gate });
  await expect(work(conversationId)).rejects.toThrow("No");
  await aWorker(store, { gate }).work(999);
  expect(gate.tryEnter()).toBe(true);
});

test("when the gate is closed no turn is begun, and none is counted", async () => {
  const { store } = await openTestStore();
  const gate = createGate(1);
  gate.tryEnter();
  const conversationId = await aConversation(store);
  const { work, steps } = aWorker(store, { gate });
  const working = work(conversationId);
  await nextTurn();
  await nextTurn();
  gate.close();
  expect(await working).toBeUndefined();
  expect(steps).toEqual([]);
  const turn = theTurn(await store.claimWork(aRequest(conversationId)));
  expect(turn.attempt).toBe(1);
});

type Options = { gate?: Gate; answer?: Step<BegunTurn>; mergeWindowMs?: number };

/** A worker whose steps only write down that they ran. */
function aWorker(
  store: Store,
  { gate = createGate(1), mergeWindowMs = 0, ...given }: Options = {},
) {
  const clock = createTestClock();
  const steps: string[] = [];
  const answer: Step<BegunTurn> = async (turn, next) => {
    steps.push("answer");
    const text = `reply ${steps.filter((step) => step === "answer").length}`;
    return (await store.endTurn(anEnd(turn.turnId, [text]), next)).work;
  };
  const finish =
    (name: string): Step<ClaimedPart> =>
    (part, next) => {
      steps.push(`${name}: ${part.content.kind === "text" ? part.content.text : ""}`);
      const sent = { kind: "sent", status: "sent", providerId: aProviderId() } as const;
      return store.recordOutcome(part, sent, next);
    };
  const work = createWorkConversation({
    store,
    clock,
    gate,
    mergeWindowMs,
    standsAlone: () => false,
    answer: given.answer ?? answer,
    send: finish("send"),
    lookUp: finish("look up"),
  });
  return { work, clock, steps };
}
