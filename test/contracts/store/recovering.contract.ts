import { describe, expect, test } from "vitest";
import type { StatusUpdate } from "../../../src/nouns.ts";
import { ACCOUNT, aMessage, aProviderId, BEN } from "../../kit/a-message.ts";
import {
  aConversation,
  anEnd,
  aRequest,
  aSendingPart,
  aSentPart,
  aTurn,
  thePart,
  theTurn,
} from "../../kit/in-conversation.ts";
import { NOON } from "../../kit/open-test-store.ts";
import type { OpenStore } from "../store.contract.ts";

export function recoveringContract(open: OpenStore) {
  describe("after a process died", () => {
    test("a turn that was being answered is due at once, and its death is counted", async () => {
      const { store, reopen } = await open();
      const { conversationId } = await aTurn(store);
      const next = await reopen();
      expect(await next.recover(NOON + 5)).toEqual({ turns: 1, parts: 0 });
      const turn = theTurn(await next.claimWork(aRequest(conversationId, { now: NOON + 5 })));
      expect(turn).toMatchObject({ attempt: 2, deaths: 1 });
    });

    test("a turn that was waiting for its next try has no death, and still waits", async () => {
      const { store, reopen } = await open();
      const { turnId, conversationId } = await aTurn(store);
      const later = { turnId, dueAt: NOON + 60_000, reason: "busy" };
      await store.postponeTurn(later, aRequest(conversationId));
      const next = await reopen();
      expect(await next.recover(NOON)).toEqual({ turns: 0, parts: 0 });
      const work = await next.claimWork(aRequest(conversationId));
      expect(work).toEqual({ kind: "wait", until: NOON + 60_000 });
    });

    test("the turns of two deaths in a row are tried one after the other: one may be the cause", async () => {
      const { store, reopen } = await open();
      const turns = [await aTurn(store), await aTurn(store), await aTurn(store)];
      let next = store;
      for (const death of [1, 2]) {
        next = await reopen();
        await next.recover(NOON);
        if (death === 2) break;
        for (const { conversationId } of turns) await next.claimWork(aRequest(conversationId));
      }
      const works = [];
      for (const { conversationId } of turns)
        works.push(await next.claimWork(aRequest(conversationId)));
      expect(works.map(({ kind }) => kind)).toEqual(["answer", "wait", "wait"]);
      expect(works.slice(1)).toEqual([
        { kind: "wait", until: NOON + 20_000 },
        { kind: "wait", until: NOON + 40_000 },
      ]);
    });

    test("a part that was being sent is looked up", async () => {
      const { store, reopen } = await open();
      const part = await aSendingPart(store, ["one", "two"]);
      const next = await reopen();
      expect(await next.recover(NOON)).toEqual({ turns: 0, parts: 1 });
      const work = await next.claimWork(aRequest(part.conversationId));
      expect(thePart(work, "look_up").partId).toBe(part.partId);
    });
  });

  test("every conversation with work is listed once, and no other", async () => {
    const { store } = await open();
    const waiting = await aConversation(store, [aMessage("one"), aMessage("two")]);
    const answering = await aTurn(store);
    const sending = await aSendingPart(store);
    const done = (await aSentPart(store)).part;
    const listed = await store.listConversationsWithWork();
    expect(listed.toSorted((left, right) => left - right)).toEqual([
      waiting,
      answering.conversationId,
      sending.conversationId,
    ]);
    expect(listed).not.toContain(done.conversationId);
  });

  test("the oldest message without an answer is known, also while it is being answered", async () => {
    const { store } = await open();
    expect(await store.oldestWaiting()).toBeUndefined();
    const conversationId = await aConversation(store, [aMessage()], NOON);
    const ben = aMessage("Hi", { from: { address: BEN, aliases: [] } });
    await aConversation(store, [ben], NOON + 1_000);
    expect(await store.oldestWaiting()).toBe(NOON);
    const { turnId } = theTurn(await store.claimWork(aRequest(conversationId)));
    expect(await store.oldestWaiting()).toBe(NOON);
    await store.endTurn(anEnd(turnId), aRequest(conversationId));
    expect(await store.oldestWaiting()).toBe(NOON + 1_000);
  });

  test.each([
    [23, "unchanged"],
    [25, "moved"],
  ])("a status without a part is kept for a day: after %s hours", async (hours, kind) => {
    const { store } = await open();
    const providerId = aProviderId();
    const read: StatusUpdate = { channel: "twilio", account: ACCOUNT, providerId, status: "read" };
    await store.recordStatuses([read], NOON);
    await store.sweep(NOON + hours * 3_600_000);
    const part = await aSendingPart(store);
    const sent = { kind: "sent", status: "sent", providerId } as const;
    await store.recordOutcome(part, sent, aRequest(part.conversationId));
    expect(await store.recordStatuses([read], NOON)).toMatchObject([{ kind }]);
  });

  test("a session that is over is swept away, and no other", async () => {
    const { store } = await open();
    const conversationId = await aConversation(store);
    const save = (engine: "openai" | "questionnaire", expiresAt: number) =>
      store.saveSession({ conversationId, engine }, "a session", expiresAt);
    await save("openai", NOON + 1);
    await save("questionnaire", NOON + 2);
    await store.sweep(NOON + 1);
    const kept = (engine: "openai" | "questionnaire") =>
      store.loadSession({ conversationId, engine }, NOON);
    expect([await kept("openai"), await kept("questionnaire")]).toEqual([undefined, "a session"]);
  });
}
