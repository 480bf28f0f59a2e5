import { describe, expect, test } from "vitest";
import type { PartOutcome } from "../../../src/store/part-outcome.ts";
import type { Store } from "../../../src/store/store.ts";
import type { ClaimedPart } from "../../../src/store/work.ts";
import { aMessage, ANA, aProviderId } from "../../kit/a-message.ts";
import {
  aConversation,
  anEnd,
  aRequest,
  aSendingPart,
  aTurn,
  thePart,
} from "../../kit/in-conversation.ts";
import { NOON } from "../../kit/open-test-store.ts";
import type { OpenStore } from "../store.contract.ts";

export function sendingContract(open: OpenStore) {
  test("the parts of a reply go out one after the other, in order", async () => {
    const { store } = await open();
    let part = await aSendingPart(store, ["one", "two", "three"]);
    const texts = [textOf(part)];
    part = thePart(await record(store, part, sent()));
    texts.push(textOf(part));
    part = thePart(await record(store, part, sent()));
    expect([...texts, textOf(part)]).toEqual(["one", "two", "three"]);
    expect(await record(store, part, sent())).toEqual({ kind: "nothing" });
  });

  test("a part that was not sent waits for its time, and what follows waits behind it", async () => {
    const { store } = await open();
    const part = await aSendingPart(store, ["one", "two"]);
    const again = { kind: "again", dueAt: NOON + 5_000, code: "20429" } as const;
    expect(await record(store, part, again)).toEqual({ kind: "wait", until: NOON + 5_000 });
    const next = thePart(await store.claimWork(at(part, NOON + 5_000)));
    expect(next).toMatchObject({ partId: part.partId, attempt: 2, attemptedAt: NOON + 5_000 });
    expect(next.createdAt).toBe(part.createdAt);
  });

  test("a part may go out as long as the newest message is in the window, whichever was found last", async () => {
    const { store } = await open();
    const { turnId, conversationId, contact } = await aTurn(store);
    const from = { address: contact.address, aliases: [] };
    const yesterday = { from, sentAt: NOON - 25 * 3_600_000 };
    await aConversation(store, [aMessage("found late", yesterday)]);
    const { work } = await store.endTurn(anEnd(turnId, ["one"]), aRequest(conversationId));
    expect(textOf(thePart(work))).toBe("one");
  });

  describe("a reply shows what it answers", () => {
    const reply = (turnId: number, providerId: string) => ({
      ...anEnd(turnId, ["one", "two"]),
      quotes: providerId,
    });

    test("when that is a while ago, and with its first part only", async () => {
      const { store } = await open();
      const { turnId, conversationId, messages } = await aTurn(store);
      const providerId = messages[0]?.providerId ?? "";
      const late = aRequest(conversationId, { now: NOON + 31_000 });
      const first = thePart((await store.endTurn(reply(turnId, providerId), late)).work);
      expect(first.quotes).toBe(providerId);
      expect(thePart(await store.recordOutcome(first, sent(), late)).quotes).toBeNull();
    });

    test("when others came in between", async () => {
      const { store } = await open();
      const { turnId, conversationId, messages, contact } = await aTurn(store);
      const providerId = messages[0]?.providerId ?? "";
      const from = { address: contact.address, aliases: [] };
      await aConversation(store, [aMessage("And?", { from })]);
      const { work } = await store.endTurn(reply(turnId, providerId), aRequest(conversationId));
      expect(thePart(work).quotes).toBe(providerId);
    });

    test("and not when it is plain", async () => {
      const { store } = await open();
      const { turnId, conversationId, messages } = await aTurn(store);
      const providerId = messages[0]?.providerId ?? "";
      const { work } = await store.endTurn(reply(turnId, providerId), aRequest(conversationId));
      expect(thePart(work).quotes).toBeNull();
    });
  });

  test("a part that failed does not hold up what follows it", async () => {
    const { store } = await open();
    const part = await aSendingPart(store, ["one", "two"]);
    const next = await record(store, part, { kind: "failed", code: "21610" });
    expect(textOf(thePart(next))).toBe("two");
  });

  describe("a part whose outcome is unknown", () => {
    test("is looked up when it is time, and never simply sent again", async () => {
      const { store } = await open();
      const part = await aSendingPart(store, ["one", "two"]);
      expect(await record(store, part, unknown(2_000))).toEqual({
        kind: "wait",
        until: NOON + 2_000,
      });
      const lost = thePart(await store.claimWork(at(part, NOON + 2_000)), "look_up");
      expect(lost).toMatchObject({ partId: part.partId, attempt: 1, attemptedAt: NOON });
      expect(await record(store, lost, unknown(9_000))).toMatchObject({ until: NOON + 9_000 });
      const found = await record(store, lost, sent());
      expect(textOf(thePart(found))).toBe("two");
    });

    test("is looked up where it went, also when the contact writes from another address now", async () => {
      const { store } = await open();
      const hidden = "US.13491208655302741918";
      const message = aMessage("Hi", { from: { address: ANA, aliases: [hidden] } });
      const turn = await aTurn(store, message);
      const request = aRequest(turn.conversationId);
      const part = thePart((await store.endTurn(anEnd(turn.turnId, ["one"]), request)).work);
      const lost = { kind: "unknown", dueAt: NOON, code: "reset" } as const;
      await store.recordOutcome(part, lost, { ...request, now: NOON - 1 });
      await aConversation(store, [aMessage("Hi", { from: { address: hidden, aliases: [] } })]);
      expect(thePart(await store.claimWork(request), "look_up").to).toBe(ANA);
      const again = { kind: "resend", code: "lost" } as const;
      expect(thePart(await store.recordOutcome(part, again, request)).to).toBe(hidden);
    });

    test("is sent again once it is said so, and that is counted", async () => {
      const { store } = await open();
      const part = await aSendingPart(store);
      await record(store, part, unknown(2_000));
      const lost = thePart(await store.claimWork(at(part, NOON + 2_000)), "look_up");
      const resent = thePart(await record(store, lost, { kind: "resend", code: "lost" }));
      expect(resent).toMatchObject({ partId: part.partId, attempt: 2, resends: 1 });
    });

    test("has its resend left when that one only tried the line for all others", async () => {
      const { store } = await open();
      const part = await aSendingPart(store);
      await record(store, part, unknown(2_000));
      const resend = { kind: "resend", code: "lost" } as const;
      const resent = thePart(await record(store, part, resend));
      await record(store, resent, { ...unknown(2_000), whileDown: true });
      const lost = thePart(await store.claimWork(at(part, NOON + 2_000)), "look_up");
      expect([resent.resends, lost.resends]).toEqual([1, 0]);
    });

    test("is also one that was being sent when nobody wrote down what became of it", async () => {
      const { store } = await open();
      const part = await aSendingPart(store);
      const next = await store.claimWork(at(part, NOON + 1));
      expect(thePart(next, "look_up").partId).toBe(part.partId);
    });
  });

  test("the pieces of a part that was too long go out before what follows it", async () => {
    const { store } = await open();
    const part = await aSendingPart(store, ["too long", "two", "three"]);
    const pieces = ["too", "long"].map((text) => ({ kind: "text" as const, text }));
    let next = await record(store, part, { kind: "recut", pieces, code: "21617" });
    const texts: string[] = [];
    while (next.kind === "send") {
      texts.push(textOf(next.part));
      next = await record(store, next.part, sent());
    }
    expect(texts).toEqual(["too", "long", "two", "three"]);
  });

  test("the ids at the provider are those of the same conversation", async () => {
    const { store } = await open();
    const part = await aSendingPart(store, ["one", "two"]);
    const outcome = sent();
    const second = thePart(await record(store, part, outcome));
    await record(store, await aSendingPart(store), sent());
    expect(await store.listProviderIds(second)).toEqual(new Set([outcome.providerId]));
  });

  test("an outcome that comes too late changes nothing", async () => {
    const { store } = await open();
    const part = await aSendingPart(store);
    await record(store, part, sent());
    for (const late of [unknown(0), { kind: "again", dueAt: 0, code: "late" } as const])
      expect(await record(store, part, late)).toEqual({ kind: "nothing" });
  });
}

function record(store: Store, part: ClaimedPart, outcome: PartOutcome) {
  return store.recordOutcome(part, outcome, aRequest(part.conversationId));
}

function sent() {
  return { kind: "sent", status: "sent", providerId: aProviderId() } as const;
}

function unknown(inMs: number) {
  return { kind: "unknown", dueAt: NOON + inMs, code: "reset" } as const;
}

function at({ conversationId }: ClaimedPart, now: number) {
  return aRequest(conversationId, { now });
}

function textOf({ content }: ClaimedPart): string {
  return "text" in content ? content.text : content.url;
}
