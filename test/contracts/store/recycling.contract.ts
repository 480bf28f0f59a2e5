import { describe, expect, test } from "vitest";
import type { InboundMessage } from "../../../src/nouns.ts";
import { aMessage, ANA, BEN, HIDDEN } from "../../kit/a-message.ts";
import { addressesOf, aConversation, contactOf } from "../../kit/in-conversation.ts";
import { NOON } from "../../kit/open-test-store.ts";
import type { OpenStore } from "../store.contract.ts";

const OTHER_ID = "US.77700000000000000001";

/** Nobody told us that a number has another owner; but every person has one user id. */
export function recyclingContract(open: OpenStore) {
  describe("and that comes with another user id", () => {
    test("is a stranger's, who knows nothing of what was said before", async () => {
      const { store } = await open();
      const before = await aConversation(store, [from(ANA, HIDDEN)]);
      const stranger = await aConversation(store, [from(ANA, OTHER_ID)]);
      expect(stranger).not.toBe(before);
      expect(await aConversation(store, [from(ANA)])).toBe(stranger);
      expect(await aConversation(store, [from(HIDDEN)])).toBe(before);
      expect(await addressesOf(store, before)).toEqual([HIDDEN]);
      expect(await addressesOf(store, stranger)).toEqual([ANA, OTHER_ID]);
    });

    test("is a stranger's also within one delivery", async () => {
      const { store } = await open();
      const messages = [from(ANA, HIDDEN), from(ANA, OTHER_ID), from(ANA)];
      const receipts = await store.recordInbound(messages, NOON);
      const [before, stranger, again] = receipts.map((one) =>
        one.kind === "recorded" ? one.conversationId : undefined,
      );
      expect(stranger).not.toBe(before);
      expect(again).toBe(stranger);
    });

    test("is not joined with a stranger who is known by that user id", async () => {
      const { store } = await open();
      const before = await aConversation(store, [from(ANA, HIDDEN)]);
      const stranger = await aConversation(store, [from(BEN, OTHER_ID)]);
      expect(await aConversation(store, [from(ANA, OTHER_ID)])).toBe(stranger);
      expect(await aConversation(store, [from(HIDDEN)])).toBe(before);
    });

    test("stays with whoever has it when the message is an old one", async () => {
      const { store } = await open();
      const before = await aConversation(store, [from(ANA, HIDDEN)]);
      const stranger = await aConversation(store, [from(ANA, OTHER_ID)]);
      const late = { ...from(ANA, HIDDEN), sentAt: NOON - 3_600_000 };
      expect(await aConversation(store, [late])).toBe(before);
      expect(await aConversation(store, [from(ANA)])).toBe(stranger);
    });
  });

  describe("and that somebody moves to", () => {
    test("brings nothing of who had it before: neither words nor STOP", async () => {
      const { store } = await open();
      const victim = await aConversation(store, [{ ...from(BEN, OTHER_ID), content: STOP }]);
      const before = await aConversation(store, [from(ANA, HIDDEN)]);
      expect(await aConversation(store, [move(BEN, "US.1", HIDDEN)])).toBe(before);
      expect((await contactOf(store, before)).optedOut).toBe(false);
      expect(await addressesOf(store, before)).toContain(BEN);
      expect(await aConversation(store, [from(OTHER_ID)])).toBe(victim);
    });

    test("brings nothing of them also where no user ids are known", async () => {
      const { store } = await open();
      const victim = await aConversation(store, [from(BEN)], NOON - HOUR_MS);
      const before = await aConversation(store, [from(ANA)], NOON - HOUR_MS);
      expect(await aConversation(store, [move(BEN)])).toBe(before);
      expect(await aConversation(store, [from(BEN)])).toBe(before);
      expect(await addressesOf(store, victim)).toEqual([]);
    });
  });

  describe("and that somebody else had moved from", () => {
    test("stays with who has it since, when the move is told again and late", async () => {
      const { store } = await open();
      const before = await aConversation(store, [from(ANA, HIDDEN)], NOON - HOUR_MS);
      await aConversation(store, [move(BEN, HIDDEN)]);
      const stranger = await aConversation(store, [from(ANA)], NOON + HOUR_MS);
      const again = { ...move(OTHER_ID, HIDDEN), sentAt: NOON };
      expect(await aConversation(store, [again], NOON + 2 * HOUR_MS)).toBe(before);
      expect(await aConversation(store, [from(ANA)], NOON + 2 * HOUR_MS)).toBe(stranger);
      expect(await addressesOf(store, stranger)).toEqual([ANA]);
    });
  });

  describe("and that two people have swapped", () => {
    test("does not make one contact of the two", async () => {
      const { store } = await open();
      const one = await aConversation(store, [from(ANA, HIDDEN)], NOON - HOUR_MS);
      const other = await aConversation(store, [from(BEN, OTHER_ID)], NOON - HOUR_MS);
      expect(await aConversation(store, [move(BEN, "US.1", HIDDEN)])).toBe(one);
      const back = { address: ANA, aliases: ["US.2", OTHER_ID], former: [BEN] };
      expect(await aConversation(store, [{ ...move(ANA), from: back }], NOON + HOUR_MS)).toBe(
        other,
      );
      expect(await addressesOf(store, one)).toEqual([BEN, HIDDEN, "US.1"].toSorted());
    });
  });

  describe("and that comes with a user id for the first time", () => {
    test("is its owner's", async () => {
      const { store } = await open();
      const before = await aConversation(store, [from(ANA)]);
      expect(await aConversation(store, [from(ANA, HIDDEN)])).toBe(before);
      expect(await aConversation(store, [from(HIDDEN)])).toBe(before);
    });
  });
}

function from(address: string, ...aliases: string[]): InboundMessage {
  return aMessage("Hi", { from: { address, aliases } });
}

const STOP = { kind: "text", text: "STOP" } as const;
const HOUR_MS = 3_600_000;

/** Ana's number was the one before. */
function move(address: string, ...aliases: string[]): InboundMessage {
  const content = { kind: "event", type: "number_changed" } as const;
  return aMessage("", { from: { address, aliases, former: [ANA] }, content });
}
