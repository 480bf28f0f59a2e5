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

    test("goes along with who moves to it, and its STOP does not", async () => {
      const { store } = await open();
      await aConversation(store, [{ ...from(BEN, OTHER_ID), content: text("STOP") }]);
      const before = await aConversation(store, [from(ANA, HIDDEN)]);
      const moved = { address: BEN, aliases: ["US.1", HIDDEN], former: [ANA] };
      const change = aMessage("", {
        from: moved,
        content: { kind: "event", type: "number_changed" },
      });
      expect(await aConversation(store, [change])).toBe(before);
      expect((await contactOf(store, before)).optedOut).toBe(false);
      expect(await addressesOf(store, before)).toContain(BEN);
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

function text(text: string) {
  return { kind: "text", text } as const;
}
