import { describe, expect, test } from "vitest";
import type { InboundMessage } from "../../../src/nouns.ts";
import type { Store } from "../../../src/store/store.ts";
import { aMessage, ANA, HIDDEN } from "../../kit/a-message.ts";
import { addressesOf, aConversation, aRequest, contactOf } from "../../kit/in-conversation.ts";
import { NOON } from "../../kit/open-test-store.ts";
import type { OpenStore } from "../store.contract.ts";

const OLD = ANA;
const NEW = "+15555550199";
const OTHER_ID = "US.77700000000000000001";

/** Somebody moved from one number to another at noon; the one before is a stranger's later. */
export function movingContract(open: OpenStore) {
  describe("and that somebody else writes from", () => {
    test("is that one's: a contact that knows nothing of what was said before", async () => {
      const { store } = await open();
      const before = await moved(store);
      const stranger = await aConversation(store, [says(OLD, 90)]);
      expect(stranger).not.toBe(before);
      expect(await aConversation(store, [says(OLD, 91)])).toBe(stranger);
      expect(await aConversation(store, [says(NEW, 92)])).toBe(before);
      expect(await addressesOf(store, before)).toEqual([NEW]);
      expect(await addressesOf(store, stranger)).toEqual([OLD]);
    });

    test("is that one's also under a user id of its own", async () => {
      const { store } = await open();
      const before = await moved(store, { aliases: [HIDDEN] });
      const theirs = { address: OLD, aliases: [OTHER_ID] };
      const stranger = await aConversation(store, [says(theirs, 90)]);
      expect(stranger).not.toBe(before);
      expect(await addressesOf(store, stranger)).toEqual([OLD, OTHER_ID]);
    });

    test("is that one's also when both write in one delivery, whichever stands first", async () => {
      const { store } = await open();
      const [first, change] = [says(OLD, -10), aMove()];
      const [late, stranger, again] = [says(OLD, -5), says(OLD, 5), says(OLD, 6)];
      const now = says(NEW, 7);
      const ids = await conversationsOf(store, [first, change, stranger, late, again, now]);
      expect(ids.get(stranger)).not.toBe(ids.get(first));
      expect(ids.get(again)).toBe(ids.get(stranger));
      expect(ids.get(now)).toBe(ids.get(first));
    });

    test("was the first one's for what comes late, also when that is all of one delivery", async () => {
      const { store } = await open();
      const [change, late, stranger] = [aMove(), says(OLD, -5), says(OLD, 5)];
      const ids = await conversationsOf(store, [change, late, stranger]);
      expect(ids.get(late)).toBe(ids.get(change));
      expect(ids.get(stranger)).not.toBe(ids.get(change));
    });

    test("is that one's also when nothing came from it before, and so is the name", async () => {
      const { store } = await open();
      const zoe = { address: OLD, aliases: [], name: "Zoe" };
      const [change, stranger] = [aMove(), says(zoe, 5)];
      const ids = await conversationsOf(store, [change, stranger]);
      expect(ids.get(stranger)).not.toBe(ids.get(change));
      expect(await contactOf(store, ids.get(change) ?? 0)).not.toHaveProperty("name");
    });

    test("is that one's also on a line that was not told of it", async () => {
      const { store } = await open();
      const elsewhere = await aConversation(store, [onOther(-20)]);
      await moved(store);
      expect(await aConversation(store, [onOther(90)])).not.toBe(elsewhere);
    });

    test("is that one's also on such a line when all of it comes in one delivery", async () => {
      const { store } = await open();
      const [elsewhere, stranger] = [onOther(-20), onOther(5)];
      const ids = await conversationsOf(store, [elsewhere, says(OLD, -10), aMove(), stranger]);
      expect(ids.get(stranger)).not.toBe(ids.get(elsewhere));
    });

    test("is that one's also while its owner's two conversations cannot become one", async () => {
      const { store } = await open();
      const before = await beingAnswered(store, says(OLD, -10));
      await beingAnswered(store, says(NEW, -5));
      const [change, stranger] = [aMove(), says(OLD, 5)];
      const ids = await conversationsOf(store, [change, stranger]);
      expect(ids.get(stranger)).not.toBe(before);
      expect(ids.get(stranger)).not.toBe(ids.get(change));
    });

    test("keeps the STOP of each to itself", async () => {
      const { store } = await open();
      const before = await moved(store, {}, "STOP");
      const stranger = await aConversation(store, [says(OLD, 90)]);
      expect((await contactOf(store, before)).optedOut).toBe(true);
      expect((await contactOf(store, stranger)).optedOut).toBe(false);
    });

    test("does not stop what is said to who had it before", async () => {
      const { store } = await open();
      const before = await moved(store);
      const stranger = await aConversation(store, [says(OLD, 90, "STOP")]);
      expect((await contactOf(store, before)).optedOut).toBe(false);
      expect((await contactOf(store, stranger)).optedOut).toBe(true);
    });

    test("was hidden, and nobody named it when its owner moved", async () => {
      const { store } = await open();
      const before = await aConversation(store, [says({ address: OLD, aliases: [HIDDEN] }, -10)]);
      const from = { address: OTHER_ID, aliases: [HIDDEN], former: [] };
      expect(await aConversation(store, [aMove({ from })])).toBe(before);
      expect(await aConversation(store, [says(OLD, 90)])).not.toBe(before);
      expect(await aConversation(store, [says(OTHER_ID, 91)])).toBe(before);
    });
  });

  describe("and that its owner wrote from", () => {
    test("is still answered at the new one, at the same second or just before", async () => {
      const { store } = await open();
      const before = await moved(store);
      expect(await aConversation(store, [says(OLD, 0)])).toBe(before);
      const unknownTime = aMessage("Hi", { from: { address: OLD, aliases: [] } });
      expect(await aConversation(store, [unknownTime], NOON + 30_000)).toBe(before);
      expect((await contactOf(store, before)).address).toBe(NEW);
    });

    test("lets it ask no more, where only that one may", async () => {
      const { store } = await open();
      const { addresses } = await contactOf(store, await moved(store, { aliases: [HIDDEN] }));
      expect(addresses.toSorted()).toEqual([NEW, HIDDEN]);
    });

    test("still knows it when the new one comes with a new user id, as WhatsApp gives with it", async () => {
      const { store } = await open();
      const before = await aConversation(store, [says({ address: OLD, aliases: [HIDDEN] }, -10)]);
      expect(await aConversation(store, [aMove()])).toBe(before);
      const now = { address: NEW, aliases: [OTHER_ID] };
      expect(await aConversation(store, [says(now, 5)])).toBe(before);
      expect(await aConversation(store, [says(HIDDEN, 6)])).toBe(before);
    });

    test("is its own again as soon as it writes from it under its user id", async () => {
      const { store } = await open();
      const before = await moved(store, { aliases: [HIDDEN] });
      const back = says({ address: OLD, aliases: [HIDDEN] }, 90);
      expect(await aConversation(store, [back])).toBe(before);
      expect((await contactOf(store, before)).address).toBe(OLD);
      expect(await aConversation(store, [says(OLD, 91)])).toBe(before);
    });

    test("is its own again when it moves back, and the other one is not", async () => {
      const { store } = await open();
      const before = await moved(store);
      const back = { address: OLD, aliases: [], former: [NEW] };
      expect(await aConversation(store, [aMove({ from: back }, 90)])).toBe(before);
      expect(await aConversation(store, [says(OLD, 95)])).toBe(before);
      expect(await addressesOf(store, before)).toEqual([OLD]);
      expect(await aConversation(store, [says(NEW, 95)])).not.toBe(before);
    });

    test("stays given up when an older move is told late", async () => {
      const { store } = await open();
      const third = "+15555550198";
      const before = await moved(store);
      const again = { address: third, aliases: [], former: [NEW] };
      expect(await aConversation(store, [aMove({ from: again }, 90)])).toBe(before);
      expect(await aConversation(store, [aMove({}, 1)])).toBe(before);
      expect((await contactOf(store, before)).address).toBe(third);
    });
  });
}

const MINUTE_MS = 60_000;

type From = InboundMessage["from"];

/** Who wrote from the old number and moved at noon. */
async function moved(store: Store, also: Partial<From> = {}, text = "Hi"): Promise<number> {
  const { aliases = [] } = also;
  await aConversation(store, [says({ address: OLD, aliases }, -10, text)]);
  return aConversation(store, [aMove({ from: { address: NEW, aliases, former: [OLD] } })]);
}

function says(from: string | From, minutes: number, text = "Hi"): InboundMessage {
  const sentAt = NOON + minutes * MINUTE_MS;
  return aMessage(text, {
    from: typeof from === "string" ? { address: from, aliases: [] } : from,
    sentAt,
  });
}

function onOther(minutes: number): InboundMessage {
  return { ...says(OLD, minutes), line: "+14155230000" };
}

function aMove(changes: Partial<InboundMessage> = {}, minutes = 0): InboundMessage {
  return aMessage("", {
    from: { address: NEW, aliases: [], former: [OLD] },
    content: { kind: "event", type: "number_changed" },
    sentAt: NOON + minutes * MINUTE_MS,
    ...changes,
  });
}

/** A question whose answer is being made. */
async function beingAnswered(store: Store, message: InboundMessage): Promise<number> {
  const conversationId = await aConversation(store, [message]);
  await store.claimWork(aRequest(conversationId));
  return conversationId;
}

/** All of them come in one delivery. */
async function conversationsOf(store: Store, messages: InboundMessage[]) {
  const receipts = await store.recordInbound(messages, NOON + 10 * MINUTE_MS);
  const ids = receipts.map((one) => (one.kind === "recorded" ? one.conversationId : undefined));
  return new Map(messages.map((message, index) => [message, ids[index]]));
}
