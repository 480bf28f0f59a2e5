import { describe, expect, test } from "vitest";
import type { Store } from "../../../src/store/store.ts";
import { aMessage } from "../../kit/a-message.ts";
import {
  aConversation,
  anEnd,
  aRequest,
  aSendingPart,
  aTurn,
  thePart,
  theTurn,
} from "../../kit/in-conversation.ts";
import { NOON } from "../../kit/open-test-store.ts";
import type { OpenStore } from "../store.contract.ts";

const LATER = NOON + 1_000;

export function holdingContract(open: OpenStore) {
  test("a conversation is held until it is given back, also by the next process", async () => {
    const { store, reopen } = await open();
    const { turnId, conversationId, contact } = await aTurn(store);
    await store.endTurn(anEnd(turnId), aRequest(conversationId));
    await store.beginHold(conversationId, NOON);
    await store.beginHold(conversationId, LATER);
    const again = await reopen();
    const nextTurn = async () => {
      const from = { address: contact.address, aliases: [] };
      await aConversation(again, [aMessage("next", { from })]);
      return theTurn(await again.claimWork(aRequest(conversationId)));
    };
    const turn = await nextTurn();
    expect(turn.held).toBe(true);
    await again.endTurn(anEnd(turn.turnId), aRequest(conversationId));
    await again.endHold(conversationId);
    await again.endHold(conversationId);
    expect((await nextTurn()).held).toBe(false);
  });

  describe("an operator who takes over", () => {
    test("while the engine is asked: its answer is kept, and not sent", async () => {
      const { store } = await open();
      const { turnId, conversationId } = await aTurn(store);
      await store.beginHold(conversationId, NOON);
      const ended = await store.endTurn(anAnswer(turnId), aRequest(conversationId));
      expect(ended).toEqual({
        state: "handed_over",
        reason: undefined,
        work: { kind: "nothing" },
      });
      expect(await store.loadRemainder(conversationId)).toBeUndefined();
    });

    test("while the contact is about to be told to wait: it is not told", async () => {
      const { store } = await open();
      const { turnId, conversationId } = await aTurn(store);
      await store.beginHold(conversationId, NOON);
      const notice = { kind: "text", text: "One moment, please." } as const;
      const next = await store.addNotice(turnId, notice, aRequest(conversationId));
      expect(next).toEqual({ kind: "nothing" });
    });

    test("between two parts: the rest is withdrawn, what is said to STOP is not", async () => {
      const { store } = await open();
      const part = await aSendingPart(store, ["one", "two", "three"]);
      await store.beginHold(part.conversationId, NOON);
      expect(await sent(store, part)).toEqual({ kind: "nothing" });
      const stop = await saysStop(store, part.conversationId);
      expect(thePart(stop.work).content).toEqual({ kind: "text", text: "Goodbye." });
    });

    test("while a part turns out to be too long: it is not cut and sent again", async () => {
      const { store } = await open();
      const part = await aSendingPart(store, ["one and more", "two"]);
      await store.beginHold(part.conversationId, NOON);
      const pieces = ["one", "and more"].map((text) => ({ kind: "text" as const, text }));
      const recut = { kind: "recut", pieces, code: "21617" } as const;
      const next = await store.recordOutcome(part, recut, aRequest(part.conversationId));
      expect(next).toEqual({ kind: "nothing" });
    });

    test("while a part is being sent, and it did not go out: it is not tried again", async () => {
      const { store } = await open();
      const part = await aSendingPart(store);
      await store.beginHold(part.conversationId, NOON);
      const refused = { kind: "again", dueAt: NOON, code: "20429" } as const;
      const next = await store.recordOutcome(part, refused, aRequest(part.conversationId));
      expect(next).toEqual({ kind: "nothing" });
    });

    test("while the outcome of a part is unknown: it is looked up all the same", async () => {
      const { store } = await open();
      const part = await aSendingPart(store);
      const unknown = { kind: "unknown", dueAt: NOON, code: "reset" } as const;
      await store.beginHold(part.conversationId, NOON);
      const next = await store.recordOutcome(part, unknown, aRequest(part.conversationId));
      expect(thePart(next, "look_up").partId).toBe(part.partId);
    });
  });

  test("what waited when an operator took over is not sent when the conversation is given back", async () => {
    const { store } = await open();
    const part = await aSendingPart(store, ["one", "two"]);
    const later = { kind: "again", dueAt: LATER, code: "20429" } as const;
    await store.recordOutcome(part, later, aRequest(part.conversationId));
    await store.beginHold(part.conversationId, NOON);
    await store.endHold(part.conversationId);
    const next = await store.claimWork(aRequest(part.conversationId, { now: LATER }));
    expect(next).toEqual({ kind: "nothing" });
  });

  describe("a contact who sends STOP", () => {
    const says = (store: Store, address: string, text: string, at = LATER) =>
      store.recordInbound([aMessage(text, { from: { address, aliases: [] } })], at);

    test("gets nothing more that was written before, and is answered at once", async () => {
      const { store } = await open();
      const part = await aSendingPart(store, ["one", "two"]);
      const later = { kind: "again", dueAt: LATER + 60_000, code: "20429" } as const;
      await store.recordOutcome(part, later, aRequest(part.conversationId));
      await says(store, part.to, "STOP");
      const stop = theTurn(await store.claimWork(aRequest(part.conversationId, { now: LATER })));
      expect(stop.contact).toMatchObject({ optedOut: true, optsOut: true });
      const end = { ...anEnd(stop.turnId, ["Goodbye."]), optOut: true };
      const { work } = await store.endTurn(end, aRequest(part.conversationId, { now: LATER }));
      expect(thePart(work).content).toEqual({ kind: "text", text: "Goodbye." });
    });

    test("gets no answer that was being made, and no second goodbye", async () => {
      const { store } = await open();
      const { turnId, conversationId, contact } = await aTurn(store);
      await says(store, contact.address, "STOP");
      await says(store, contact.address, "STOP", LATER + 1);
      const request = aRequest(conversationId, { now: LATER + 1 });
      const ended = await store.endTurn(anAnswer(turnId), request);
      expect(ended).toMatchObject({ state: "ignored", reason: "opted_out" });
      const first = theTurn(ended.work);
      const goodbye = { ...anEnd(first.turnId), optOut: true };
      const second = theTurn((await store.endTurn(goodbye, request)).work);
      expect([first.contact.optsOut, second.contact.optsOut]).toEqual([true, false]);
    });

    test("is not back by a START that was sent before it, and came late", async () => {
      const { store } = await open();
      const [message, late] = [aMessage("STOP"), aMessage("START", { sentAt: NOON - 60_000 })];
      const conversationId = await aConversation(store, [message]);
      const request = aRequest(conversationId, { now: LATER });
      const stop = theTurn(await store.claimWork(request));
      await store.recordInbound([late], LATER);
      const goodbye = { ...anEnd(stop.turnId), optOut: true };
      const start = theTurn((await store.endTurn(goodbye, request)).work);
      expect([stop.contact.optedOutSince, start.contact.optedOutSince]).toEqual([false, true]);
    });

    test("gets nothing on another number of ours either", async () => {
      const { store } = await open();
      const part = await aSendingPart(store, ["one", "two"]);
      const from = { address: part.to, aliases: [] };
      await store.recordInbound([aMessage("STOP", { from, line: "+14155550000" })], LATER);
      const sentOne = { kind: "sent", status: "sent", providerId: "SM1" } as const;
      const next = await store.recordOutcome(part, sentOne, aRequest(part.conversationId));
      expect(next).toEqual({ kind: "nothing" });
    });
  });
}

function anAnswer(turnId: number) {
  return { ...anEnd(turnId, ["Forty-two."]), remainder: "and more" };
}

function sent(store: Store, part: Awaited<ReturnType<typeof aSendingPart>>) {
  const outcome = { kind: "sent", status: "sent", providerId: `SM${part.partId}` } as const;
  return store.recordOutcome(part, outcome, aRequest(part.conversationId));
}

/** The contact says STOP, a moment later. */
async function saysStop(store: Store, conversationId: number) {
  const request = aRequest(conversationId, { now: LATER });
  const { turnId } = await aTurn(store);
  return store.endTurn({ ...anEnd(turnId, ["Goodbye."]), optOut: true }, request);
}
