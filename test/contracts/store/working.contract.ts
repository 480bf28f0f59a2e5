import { describe, expect, test } from "vitest";
import type { TurnEnd } from "../../../src/store/end-turn.ts";
import type { WhichExchanges } from "../../../src/store/exchanges.ts";
import type { Work } from "../../../src/store/work.ts";
import { aMessage, aProviderId } from "../../kit/a-message.ts";
import {
  aConversation,
  anEnd,
  aRequest,
  aTurn,
  textsOf,
  thePart,
  theTurn,
} from "../../kit/in-conversation.ts";
import { NOON } from "../../kit/open-test-store.ts";
import type { OpenStore } from "../store.contract.ts";

export function workingContract(open: OpenStore) {
  test("where nothing waits there is nothing to do", async () => {
    const { store } = await open();
    const { turnId, conversationId } = await aTurn(store);
    const { work: next } = await store.endTurn(anEnd(turnId), aRequest(conversationId));
    expect(next).toEqual({ kind: "nothing" });
    expect(await store.claimWork(aRequest(999))).toEqual({ kind: "nothing" });
  });

  test("a reply goes out before the next turn begins, and an open turn comes before a new one", async () => {
    const { store } = await open();
    const first = await aTurn(store);
    const { conversationId } = first;
    const { address } = first.contact;
    await aConversation(store, [aMessage("later", { from: { address, aliases: [] } })]);
    await store.postponeTurn(
      { turnId: first.turnId, dueAt: NOON, reason: "busy" },
      aRequest(conversationId, { mayAnswer: false }),
    );
    const again = theTurn(await store.claimWork(aRequest(conversationId)));
    expect(again).toMatchObject({ turnId: first.turnId, attempt: 2 });
    const end = anEnd(first.turnId, ["Hi"]);
    const part = thePart((await store.endTurn(end, aRequest(conversationId))).work);
    expect(part).toMatchObject({ content: { kind: "text", text: "Hi" }, attempt: 1 });
    const failed = { kind: "failed", code: "21610" } as const;
    const next = await store.recordOutcome(part, failed, aRequest(conversationId));
    expect(textsOf(theTurn(next))).toEqual(["later"]);
  });

  test("a message that was found late is counted with those of its own time", async () => {
    const { store } = await open();
    const now = NOON + 3_600_000;
    await store.recordInbound([aMessage(), aMessage()], now);
    const late = [aMessage("one", { sentAt: NOON }), aMessage("two", { sentAt: NOON + 1_000 })];
    const request = aRequest(await aConversation(store, late, now), { now });
    const used: unknown[] = [];
    for (let work = await store.claimWork(request); work.kind === "answer";) {
      const { turnId, use } = work.turn;
      used.push(use.messagesInMinute);
      work = (await store.endTurn(anEnd(turnId), request)).work;
    }
    expect(used).toEqual([1, 2, 1, 2]);
  });

  describe("messages in quick succession", () => {
    test("wait for the next one, and are one turn then", async () => {
      const { store } = await open();
      const conversationId = await aConversation(store, [aMessage("Hi")], NOON);
      await aConversation(store, [aMessage("how many?")], NOON + 800);
      const at = (now: number) => aRequest(conversationId, { now, mergeWindowMs: 1_000 });
      expect(await store.claimWork(at(NOON + 1_000))).toEqual({
        kind: "wait",
        until: NOON + 1_800,
      });
      const turn = theTurn(await store.claimWork(at(NOON + 1_800)));
      expect(textsOf(turn)).toEqual(["Hi", "how many?"]);
    });

    test("are separate turns without a merge window", async () => {
      const { store } = await open();
      const conversationId = await aConversation(store, [aMessage("one"), aMessage("two")]);
      const { turnId, ...turn } = theTurn(await store.claimWork(aRequest(conversationId)));
      expect(turn.messages).toHaveLength(1);
      const next = theTurn((await store.endTurn(anEnd(turnId), aRequest(conversationId))).work);
      expect(textsOf(next)).toEqual(["two"]);
    });
  });

  test("a try is counted before it begins", async () => {
    const { store, reopen } = await open();
    const { conversationId, attempt } = await aTurn(store);
    expect(attempt).toBe(1);
    const again = theTurn(await (await reopen()).claimWork(aRequest(conversationId)));
    expect(again.attempt).toBe(2);
  });

  test("a try that we stopped ourselves does not count", async () => {
    const { store } = await open();
    const { turnId, conversationId } = await aTurn(store);
    await store.releaseTurn(turnId, NOON);
    const again = theTurn(await store.claimWork(aRequest(conversationId)));
    expect(again).toMatchObject({ turnId, attempt: 1 });
  });

  test("a postponed turn waits for its time, and holds up what came after it", async () => {
    const { store } = await open();
    const { turnId, conversationId, contact } = await aTurn(store);
    const from = { address: contact.address, aliases: [] };
    await aConversation(store, [aMessage("later", { from })]);
    const later = { turnId, dueAt: NOON + 4_000, reason: "busy" };
    expect(await store.postponeTurn(later, aRequest(conversationId))).toEqual({
      kind: "wait",
      until: NOON + 4_000,
    });
    const at = (now: number) => aRequest(conversationId, { now });
    expect(await store.claimWork(at(NOON + 3_999))).toEqual({ kind: "wait", until: NOON + 4_000 });
    expect(theTurn(await store.claimWork(at(NOON + 4_000)))).toMatchObject({ turnId, attempt: 2 });
  });

  test("an outage is told once, also after a word that it takes long, but not the other way round", async () => {
    const { store } = await open();
    const { turnId, conversationId } = await aTurn(store);
    const request = aRequest(conversationId);
    const say = (text: string) => ({ kind: "text", text }) as const;
    const down = { turnId, dueAt: NOON, notice: say("down") };
    const goesOut = async (work: Work) => {
      const done = { kind: "sent", status: "sent", providerId: aProviderId() } as const;
      await store.recordOutcome(thePart(work), done, { ...request, now: NOON - 1 });
      return thePart(work).content;
    };
    expect(await goesOut(await store.addNotice(turnId, say("moment"), request))).toEqual(
      say("moment"),
    );
    expect(await goesOut(await store.parkTurn(down, request))).toEqual(say("down"));
    expect(await store.addNotice(turnId, say("moment"), request)).toEqual({ kind: "nothing" });
    expect((await store.parkTurn(down, request)).kind).toBe("answer");
  });

  test("who may not answer now is told that it is crowded, and nothing is counted", async () => {
    const { store } = await open();
    const conversationId = await aConversation(store);
    const outside = aRequest(conversationId, { mayAnswer: false });
    expect(await store.claimWork(outside)).toEqual({ kind: "crowded" });
    const turn = theTurn(await store.claimWork(aRequest(conversationId)));
    expect(turn.attempt).toBe(1);
    await store.releaseTurn(turn.turnId, NOON);
    expect(await store.claimWork(outside)).toEqual({ kind: "crowded" });
  });

  test("a turn ends once", async () => {
    const { store } = await open();
    const { turnId, conversationId } = await aTurn(store);
    const end = () => store.endTurn(anEnd(turnId, ["Forty-two."]), aRequest(conversationId));
    const part = thePart((await end()).work);
    await expect(end()).rejects.toThrow("was not open");
    const failed = { kind: "failed", code: "21610" } as const;
    const next = await store.recordOutcome(part, failed, aRequest(conversationId));
    expect(next).toEqual({ kind: "nothing" });
  });

  test("what MORE brings is replaced, kept or taken away by the end of a turn", async () => {
    const { store, reopen } = await open();
    const { turnId, conversationId, contact } = await aTurn(store);
    const end = (turn: number, also: Pick<TurnEnd, "remainder"> = {}) =>
      store.endTurn({ ...anEnd(turn), ...also }, aRequest(conversationId));
    const nextTurn = async () => {
      await aConversation(store, [
        aMessage("next", { from: { address: contact.address, aliases: [] } }),
      ]);
      return theTurn(await store.claimWork(aRequest(conversationId))).turnId;
    };
    await end(turnId, { remainder: "the rest" });
    expect(await store.loadRemainder(conversationId)).toBe("the rest");
    await end(await nextTurn());
    expect(await store.loadRemainder(conversationId)).toBe("the rest");
    await end(await nextTurn(), { remainder: "another" });
    expect(await store.loadRemainder(conversationId)).toBe("another");
    await end(await nextTurn(), { remainder: null });
    expect(await (await reopen()).loadRemainder(conversationId)).toBeUndefined();
  });

  test("sessions are kept for each conversation until they expire or are dropped", async () => {
    const { store } = await open();
    const [one, two] = [await aTurn(store), await aTurn(store)];
    const key = (turn: typeof one) =>
      ({ conversationId: turn.conversationId, engine: "askyourdatabase" }) as const;
    await store.saveSession(key(one), "old", NOON + 1_000);
    await store.saveSession(key(one), "new", NOON + 2_000);
    await store.saveSession(key(two), "other", NOON + 2_000);
    expect(await store.loadSession(key(one), NOON + 1_999)).toBe("new");
    expect(await store.loadSession(key(one), NOON + 2_000)).toBeUndefined();
    await store.dropSession(key(one));
    expect(await store.loadSession(key(one), NOON)).toBeUndefined();
    expect(await store.loadSession(key(two), NOON)).toBe("other");
  });

  test("what was answered is known by engine, so that one need not hear what another was told", async () => {
    const { store } = await open();
    const conversationId = await aConversation(store, [aMessage("one"), aMessage("two")]);
    for (const engine of ["openai", "questionnaire"] as const) {
      const { turnId } = theTurn(await store.claimWork(aRequest(conversationId)));
      const answer = { text: "42", pictures: [], sources: [], cutOff: false, tookMs: 1, engine };
      await store.endTurn(
        { ...anEnd(turnId), answer },
        aRequest(conversationId, { mayAnswer: false }),
      );
    }
    const asked = async (which?: WhichExchanges) =>
      (await store.loadExchanges(conversationId, 9, which)).map(({ question }) => question);
    expect(await asked()).toEqual(["one", "two"]);
    expect(await asked({ except: "questionnaire" })).toEqual(["one"]);
  });
}
