import { describe, expect, test } from "vitest";
import type { InboundMessage } from "../../../src/nouns.ts";
import type { TurnEnd } from "../../../src/store/end-turn.ts";
import type { Store } from "../../../src/store/store.ts";
import { aMessage, ANA, BEN, HIDDEN } from "../../kit/a-message.ts";
import {
  aConversation,
  anEnd,
  aRequest,
  textsOf,
  thePart,
  theTurn,
} from "../../kit/in-conversation.ts";
import { NOON } from "../../kit/open-test-store.ts";
import type { OpenStore } from "../store.contract.ts";

const OLD = ANA;
const NEW = "+15555550199";
const MINUTE_MS = 60_000;

/** Two contacts turn out to be one: it changed its number, or wrote under its user id at first. */
export function joiningContract(open: OpenStore) {
  describe("a contact whose new number wrote before we were told of the change", () => {
    test("has one conversation from then on, with what was said in either", async () => {
      const { store } = await open();
      const before = await answered(store, says(OLD, "one"));
      await answered(store, says(NEW, "two"));
      expect(await aConversation(store, [aChange()])).toBe(before);
      expect(await aConversation(store, [says(NEW, "three")])).toBe(before);
      expect(await aConversation(store, [says(OLD, "late", 1)])).toBe(before);
      const exchanges = await store.loadExchanges(before, 9);
      expect(exchanges.map(({ question }) => question)).toEqual(["one", "two"]);
      const contact = await store.describeContact(before, NOON);
      expect(contact.addresses).toEqual([NEW]);
      expect(contact).toMatchObject({ messages: 5, answersToday: 2 });
    });

    test("is answered at the new one, also what the old one asked", async () => {
      const { store } = await open();
      const before = await aConversation(store, [says(OLD, "one")]);
      const turn = theTurn(await store.claimWork(aRequest(before)));
      await answered(store, says(NEW, "two"));
      expect(await aConversation(store, [aChange()])).toBe(before);
      const { work } = await store.endTurn(anEnd(turn.turnId, ["Forty-two."]), aRequest(before));
      expect(thePart(work).to).toBe(NEW);
    });

    test("loses nothing that waits, whichever number sent it", async () => {
      const { store } = await open();
      const before = await aConversation(store, [says(OLD, "one")]);
      await aConversation(store, [says(NEW, "two")]);
      await aConversation(store, [aChange()]);
      expect(await turnsOf(store, before)).toEqual(["one", "two", "event"]);
    });

    test("has one also when both came in the same delivery", async () => {
      const { store } = await open();
      const before = await answered(store, says(OLD, "one"));
      const receipts = await store.recordInbound([says(NEW, "two"), aChange()], NOON);
      expect(receipts).toMatchObject([{ conversationId: before }, { conversationId: before }]);
    });

    test("stays opted out, held, and known by its name", async () => {
      const { store } = await open();
      await answered(store, says(OLD, "STOP"), { optOut: true });
      const after = await answered(store, says(NEW, "Hi"), { language: "es" });
      await store.beginHold(after, NOON);
      const named = { address: NEW, aliases: [], former: [OLD], name: "Ana" };
      const joined = await aConversation(store, [aChange({ from: named })]);
      const turn = theTurn(await store.claimWork(aRequest(joined)));
      const contact = { address: NEW, name: "Ana", optedOut: true, language: "es" };
      expect(turn).toMatchObject({ held: true, contact });
    });

    test("gets the rest of the newest answer, and goes on where its engine was", async () => {
      const { store } = await open();
      await answered(store, says(OLD, "one"), { remainder: "the first" });
      const after = await answered(store, says(NEW, "two"), { remainder: "the second" });
      const key = { engine: "openai", conversationId: after } as const;
      await store.saveSession(key, "a session", NOON + MINUTE_MS);
      const joined = await aConversation(store, [aChange()]);
      expect(await store.loadRemainder(joined)).toBe("the second");
      const session = await store.loadSession({ ...key, conversationId: joined }, NOON);
      expect(session).toBe("a session");
    });

    test("is answered in the conversation that is being worked on", async () => {
      const { store } = await open();
      await answered(store, says(OLD, "one"));
      const after = await aConversation(store, [says(NEW, "two")]);
      const turn = theTurn(await store.claimWork(aRequest(after)));
      expect(await aConversation(store, [aChange()])).toBe(after);
      const { work } = await store.endTurn(anEnd(turn.turnId, ["Forty-two."]), aRequest(after));
      expect(thePart(work).to).toBe(NEW);
    });

    test("has one as soon as a message names both while nobody works on one of them", async () => {
      const { store } = await open();
      const before = await aConversation(store, [says(OLD, "one")]);
      const turn = theTurn(await store.claimWork(aRequest(before)));
      const after = await aConversation(store, [says(NEW, "two")]);
      const other = theTurn(await store.claimWork(aRequest(after)));
      expect(await aConversation(store, [aChange()])).toBe(after);
      await store.endTurn(anEnd(turn.turnId), aRequest(before));
      const busy = aRequest(after, { mayAnswer: false });
      await store.endTurn(anEnd(other.turnId), busy);
      expect(await aConversation(store, [aChange()])).toBe(before);
    });

    test("loses no question while both wait for an engine that is down", async () => {
      const { store } = await open();
      const ids = [];
      for (const [address, text] of [
        [OLD, "one"],
        [NEW, "two"],
      ] as const) {
        const conversationId = await aConversation(store, [says(address, text)]);
        const { turnId } = theTurn(await store.claimWork(aRequest(conversationId)));
        await store.releaseTurn(turnId, NOON);
        ids.push(conversationId);
      }
      await aConversation(store, [aChange()]);
      const asked = await Promise.all(ids.map((id) => turnsOf(store, id)));
      expect(asked).toEqual([["one"], ["two", "event"]]);
    });

    test("gets nothing more from either after STOP, even while they are still two", async () => {
      const { store } = await open();
      await answered(store, says(OLD, "STOP"), { optOut: true });
      const before = await aConversation(store, [says(OLD, "one")]);
      await store.claimWork(aRequest(before));
      const after = await aConversation(store, [says(NEW, "two")]);
      const turn = theTurn(await store.claimWork(aRequest(after)));
      await aConversation(store, [aChange()]);
      const ended = await store.endTurn(anEnd(turn.turnId, ["Hi"]), aRequest(after));
      expect(ended).toMatchObject({ state: "ignored", reason: "opted_out" });
    });

    test("keeps its conversations on lines that only one of the numbers wrote to", async () => {
      const { store } = await open();
      await answered(store, says(OLD, "one"));
      const elsewhere = await answered(store, { ...says(NEW, "two"), line: "+14155230000" });
      await answered(store, says(NEW, "three"));
      await aConversation(store, [aChange()]);
      const again = { ...says(OLD, "four", 1), line: "+14155230000" };
      expect(await aConversation(store, [again])).toBe(elsewhere);
    });

    test("is one also when three turn out to be one", async () => {
      const { store } = await open();
      const ids = [OLD, NEW, HIDDEN].map((address) => answered(store, says(address, "Hi")));
      const [first] = await Promise.all(ids);
      const from = { address: NEW, aliases: [HIDDEN], former: [OLD] };
      expect(await aConversation(store, [aChange({ from })])).toBe(first);
      expect(await aConversation(store, [says(HIDDEN, "Hi")])).toBe(first);
    });

    test("is still somebody else than who wrote from another number", async () => {
      const { store } = await open();
      const other = await answered(store, says(BEN, "Hi"));
      await answered(store, says(OLD, "one"));
      await answered(store, says(NEW, "two"));
      expect(await aConversation(store, [aChange()])).not.toBe(other);
      expect(await aConversation(store, [says(BEN, "Hi")])).toBe(other);
    });
  });

  describe("a message from a number that was given up", () => {
    test("and comes late, is answered at the new one: the old one may be a stranger's", async () => {
      const { store } = await open();
      const conversationId = await aConversation(store, [says(OLD, "one"), aChange()]);
      await aConversation(store, [says(OLD, "late", 5)]);
      expect(await addressOf(store, conversationId)).toBe(NEW);
    });

    test("is answered at the new one also when both come in one delivery", async () => {
      const { store } = await open();
      await aConversation(store, [says(OLD, "one")], NOON - 9 * MINUTE_MS);
      const conversationId = await aConversation(store, [aChange(), says(OLD, "late", 5)]);
      expect(await addressOf(store, conversationId)).toBe(NEW);
    });

    test("and joins the two, is answered at the one that wrote last", async () => {
      const { store } = await open();
      await answered(store, says(OLD, "one"), {}, NOON - 9 * MINUTE_MS);
      await answered(store, { ...says(NEW, "two"), from: { address: NEW, aliases: [HIDDEN] } });
      const late = { ...says(OLD, "late", 5), from: { address: OLD, aliases: [HIDDEN] } };
      expect(await addressOf(store, await aConversation(store, [late]))).toBe(NEW);
    });

    test("does not keep the change itself from being believed, however late it comes", async () => {
      const { store } = await open();
      await aConversation(store, [says(OLD, "one")]);
      const late = aChange({ sentAt: NOON - 5 * MINUTE_MS });
      expect(await addressOf(store, await aConversation(store, [late]))).toBe(NEW);
    });
  });

  test("all that came while we were down is answered where the contact wrote from last", async () => {
    const { store } = await open();
    const both = [OLD, HIDDEN];
    await aConversation(store, [aMessage("one", { from: { address: OLD, aliases: [HIDDEN] } })]);
    const late = both.map((address, index) => says(address, "later", -(index + 1)));
    const conversationId = await aConversation(store, late, NOON + 9 * MINUTE_MS);
    expect(await addressOf(store, conversationId)).toBe(HIDDEN);
  });
}

/** With a time, one that reaches us later than usual. */
function says(address: string, text: string, minutesAgo?: number): InboundMessage {
  const sentAt = minutesAgo !== undefined && { sentAt: NOON - minutesAgo * MINUTE_MS };
  return aMessage(text, { from: { address, aliases: [] }, ...sentAt });
}

function aChange(changes: Partial<InboundMessage> = {}): InboundMessage {
  const content = { kind: "event", type: "number_changed" } as const;
  return aMessage("", { from: { address: NEW, aliases: [], former: [OLD] }, content, ...changes });
}

/** A question that is answered, and nothing is left to do. */
async function answered(
  store: Store,
  message: InboundMessage,
  end: Partial<TurnEnd> = {},
  at = NOON,
): Promise<number> {
  const conversationId = await aConversation(store, [message], at);
  const { turnId } = theTurn(await store.claimWork(aRequest(conversationId)));
  const answer = { text: "42", pictures: [], sources: [], cutOff: false, tookMs: 1 };
  const said = { ...anEnd(turnId), answer: { ...answer, engine: "openai" as const }, ...end };
  await store.endTurn(said, aRequest(conversationId));
  return conversationId;
}

async function addressOf(store: Store, conversationId: number): Promise<string> {
  return theTurn(await store.claimWork(aRequest(conversationId))).contact.address;
}

/** What waits, one turn after the other. */
async function turnsOf(store: Store, conversationId: number): Promise<string[]> {
  const work = await store.claimWork(aRequest(conversationId));
  if (work.kind !== "answer") return [];
  await store.endTurn(anEnd(work.turn.turnId), aRequest(conversationId, { mayAnswer: false }));
  return [...textsOf(work.turn), ...(await turnsOf(store, conversationId))];
}
