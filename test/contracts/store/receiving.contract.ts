import { describe, expect, test } from "vitest";
import type { Content } from "../../../src/nouns.ts";
import { aMessage, ANA, BEN, HIDDEN, LINE } from "../../kit/a-message.ts";
import {
  aConversation,
  anEnd,
  aRequest,
  aTurn,
  textsOf,
  theTurn,
} from "../../kit/in-conversation.ts";
import { NOON } from "../../kit/open-test-store.ts";
import type { OpenStore } from "../store.contract.ts";
import { joiningContract } from "./joining.contract.ts";
import { movingContract } from "./moving.contract.ts";
import { recyclingContract } from "./recycling.contract.ts";

export function receivingContract(open: OpenStore) {
  describe("a message that comes again", () => {
    test("in the same batch is a duplicate", async () => {
      const { store } = await open();
      const message = aMessage();
      const receipts = await store.recordInbound([message, aMessage(), message], NOON);
      expect(receipts.map(({ kind }) => kind)).toEqual(["recorded", "recorded", "duplicate"]);
    });

    test("fifty times at once is recorded once", async () => {
      const { store } = await open();
      const message = aMessage();
      const calls = Array.from({ length: 50 }, () => store.recordInbound([message], NOON));
      const kinds = (await Promise.all(calls)).flat().map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === "recorded")).toHaveLength(1);
    });

    test("after a restart, more than a year later, is a duplicate", async () => {
      const { store, reopen } = await open();
      const message = aMessage();
      await store.recordInbound([message], NOON);
      const next = await reopen();
      await next.recover(NOON + 400 * DAY_MS);
      const [receipt] = await next.recordInbound([message], NOON + 400 * DAY_MS);
      expect(receipt).toEqual({ kind: "duplicate", providerId: message.providerId });
    });

    test("with the same id, but of another account, is another message", async () => {
      const { store } = await open();
      const message = aMessage();
      const other = { ...message, account: "AC00000000000000000000000000000002" };
      const receipts = await store.recordInbound([message, other], NOON);
      expect(receipts.map(({ kind }) => kind)).toEqual(["recorded", "recorded"]);
    });
  });

  test("a batch of a thousand gives its receipts in order", async () => {
    const { store } = await open();
    const messages = Array.from({ length: 1_200 }, (_, index) =>
      aMessage(`${index}`, { from: { address: `US.${index % 300}`, aliases: [] } }),
    );
    const receipts = await store.recordInbound(messages, NOON);
    expect(receipts.map(({ providerId }) => providerId)).toEqual(
      messages.map(({ providerId }) => providerId),
    );
    const [first] = receipts;
    if (first?.kind !== "recorded") throw new Error("The first one was not recorded.");
    const turn = theTurn(
      await store.claimWork(aRequest(first.conversationId, { mergeWindowMs: 1, now: NOON + 9 })),
    );
    expect(textsOf(turn)).toEqual(["0", "300", "600", "900"]);
  });

  test("what a contact sent comes out as it went in", async () => {
    const { store } = await open();
    const contents: Content[] = [
      { kind: "text", text: `  "quotes" \\ and 👋🏽\nnew lines; -- '%_ ${"x".repeat(5_000)}` },
      { kind: "media", text: "", items: [{ url: "https://a.example/1", contentType: "a/b" }] },
      { kind: "location", latitude: 1.5, longitude: -2, label: "Here" },
      { kind: "unsupported", type: "sticker" },
    ];
    const messages = contents.map((content) => aMessage("", { content }));
    const conversationId = await aConversation(store, messages);
    const request = aRequest(conversationId, { mergeWindowMs: 1, now: NOON + 9 });
    const turn = theTurn(await store.claimWork(request));
    expect(turn.messages.map(({ content }) => content)).toEqual(contents);
    expect(turn.messages.map(({ providerId }) => providerId)).toEqual(
      messages.map(({ providerId }) => providerId),
    );
    expect(turn).toMatchObject({ contact: { address: ANA }, line: LINE, lineEnabled: true });
  });

  test("and so does a button, which is a turn of its own", async () => {
    const { store } = await open();
    const content: Content = { kind: "button", text: "Yes", payload: "order:42" };
    const { messages } = await aTurn(store, aMessage("", { content }));
    expect(messages).toMatchObject([{ content }]);
  });

  describe("a contact", () => {
    test("has one conversation on each line, apart from those of others", async () => {
      const { store } = await open();
      const ids = [
        await aConversation(store),
        await aConversation(store, [aMessage("", { line: "+14155230000" })]),
        await aConversation(store, [aMessage("", { from: { address: BEN, aliases: [] } })]),
        await aConversation(store),
      ];
      expect(new Set(ids).size).toBe(3);
      expect(ids[3]).toBe(ids[0]);
    });

    test("is the same one when only the user id is left of it, and is answered there", async () => {
      const { store } = await open();
      const both = aMessage("one", { from: { address: ANA, aliases: [HIDDEN] } });
      const first = await aConversation(store, [both]);
      await store.claimWork(aRequest(first));
      const alone = aMessage("two", { from: { address: HIDDEN, aliases: [] } });
      expect(await aConversation(store, [alone])).toBe(first);
      const turn = theTurn(await store.claimWork(aRequest(first)));
      expect(turn.contact.address).toBe(HIDDEN);
    });

    test("is the same one when its number is learnt later", async () => {
      const { store } = await open();
      const alone = aMessage("one", { from: { address: HIDDEN, aliases: [] } });
      const both = aMessage("two", { from: { address: ANA, aliases: [HIDDEN] } });
      const first = await aConversation(store, [alone]);
      expect(await aConversation(store, [both])).toBe(first);
      expect(await aConversation(store, [aMessage("three")])).toBe(first);
    });

    test("is answered where it wrote from last, also when both came in one batch", async () => {
      const { store } = await open();
      const from = (address: string) => aMessage("Hi", { from: { address, aliases: [] } });
      await aConversation(store, [aMessage("Hi", { from: { address: ANA, aliases: [HIDDEN] } })]);
      const conversationId = await aConversation(store, [from(HIDDEN), from(ANA)]);
      const { contact } = theTurn(await store.claimWork(aRequest(conversationId)));
      expect(contact.address).toBe(ANA);
    });

    test("keeps its name until it has another one", async () => {
      const { store } = await open();
      const named = (name: string) => ({ from: { address: ANA, aliases: [], name } });
      const conversationId = await aConversation(store, [
        aMessage("one", named("Ana")),
        aMessage("two", named("Ana P.")),
        aMessage("three"),
      ]);
      const turn = theTurn(await store.claimWork(aRequest(conversationId)));
      expect(turn.contact).toEqual({
        address: ANA,
        addresses: [ANA],
        name: "Ana P.",
        optedOut: false,
        optsOut: false,
        optedOutSince: false,
        language: null,
      });
    });
  });

  describe("two contacts that are one", () => joiningContract(open));
  describe("a number that was given up", () => movingContract(open));
  describe("a number that is known", () => recyclingContract(open));

  describe("a line", () => {
    test("that nobody configured is kept, and is not enabled", async () => {
      const { store } = await open();
      const message = aMessage("Hi", { line: "+14155230000" });
      const turn = theTurn(await store.claimWork(aRequest(await aConversation(store, [message]))));
      expect(turn).toMatchObject({ line: "+14155230000", lineEnabled: false });
    });

    test("is enabled as long as the settings name it", async () => {
      const { store } = await open();
      const lineEnabled = async () => {
        const conversationId = await aConversation(store);
        const turn = theTurn(await store.claimWork(aRequest(conversationId)));
        await store.endTurn(anEnd(turn.turnId), aRequest(conversationId));
        return turn.lineEnabled;
      };
      const { channel, account } = aMessage();
      expect(await lineEnabled()).toBe(true);
      await store.configureLines([{ channel, account, address: "+14155230000" }], NOON);
      expect(await lineEnabled()).toBe(false);
      await store.configureLines([{ channel, account, address: LINE }], NOON);
      expect(await lineEnabled()).toBe(true);
    });
  });
}

const DAY_MS = 24 * 3_600_000;
