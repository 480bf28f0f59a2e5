import type { InboundMessage, PartContent } from "../../src/nouns.ts";
import type { Store } from "../../src/store/store.ts";
import type { TurnEnd } from "../../src/store/end-turn.ts";
import type { BegunTurn, ClaimedPart, ClaimRequest, Work } from "../../src/store/work.ts";
import { aMessage, aProviderId } from "./a-message.ts";
import { NOON } from "./open-test-store.ts";

/** What a worker asks for: any turn may begin, and every message is a turn of its own. */
export function aRequest(
  conversationId: number,
  changes: Partial<ClaimRequest> = {},
): ClaimRequest {
  const standsAlone = () => false;
  return { conversationId, now: NOON, mergeWindowMs: 0, mayAnswer: true, standsAlone, ...changes };
}

/** Stores messages and gives the conversation of the last one. */
export async function aConversation(
  store: Pick<Store, "recordInbound">,
  messages: InboundMessage[] = [aMessage()],
  at = NOON,
): Promise<number> {
  const receipt = (await store.recordInbound(messages, at)).at(-1);
  if (receipt?.kind !== "recorded") throw new Error("This message was known already.");
  return receipt.conversationId;
}

/** A new contact's turn that was just begun. */
export async function aTurn(store: Store, message: InboundMessage = aMessageOfSomebody()) {
  const conversationId = await aConversation(store, [message]);
  return theTurn(await store.claimWork(aRequest(conversationId)));
}

/** The first part of a new reply, marked as being sent; the others wait behind it. */
export async function aSendingPart(store: Store, texts = ["Forty-two."]): Promise<ClaimedPart> {
  const { turnId, conversationId } = await aTurn(store);
  return thePart((await store.endTurn(anEnd(turnId, texts), aRequest(conversationId))).work);
}

/** One of which nobody knew what became, and which could not be sent again yet. */
export async function aPartToResend(store: Store): Promise<ClaimedPart> {
  const part = await aSendingPart(store);
  const request = aRequest(part.conversationId);
  await store.recordOutcome(part, { kind: "unknown", dueAt: NOON, code: "reset" }, request);
  const resent = thePart(await store.recordOutcome(part, { kind: "resend", code: "x" }, request));
  const down = { kind: "later", dueAt: NOON + 1, code: "channel_down" } as const;
  await store.recordOutcome(resent, down, request);
  return part;
}

/** The end of a turn that was answered with these texts. */
export function anEnd(turnId: number, texts: string[] = []): TurnEnd {
  const parts = texts.map((text): PartContent => ({ kind: "text", text }));
  return { turnId, state: "answered", parts };
}

/** A part that the provider has accepted. */
export async function aSentPart(store: Store) {
  const part = await aSendingPart(store);
  const providerId = aProviderId();
  const sent = { kind: "sent", status: "sent", providerId } as const;
  await store.recordOutcome(part, sent, aRequest(part.conversationId));
  return { part, providerId };
}

export function theTurn(work: Work): BegunTurn {
  if (work.kind !== "answer") throw new Error(`There is no turn to answer, but: ${work.kind}.`);
  return work.turn;
}

export function thePart(work: Work, kind: "send" | "look_up" = "send"): ClaimedPart {
  if (work.kind !== kind) throw new Error(`There is no part to ${kind}, but: ${work.kind}.`);
  return work.part;
}

export function textsOf({ messages }: BegunTurn): string[] {
  return messages.map(({ content }) => (content.kind === "text" ? content.text : content.kind));
}

function aMessageOfSomebody(): InboundMessage {
  return aMessage("Hello?", { from: { address: `US.${aProviderId()}`, aliases: [] } });
}

/** The contact of a conversation, as its next turn shows it. */
export async function contactOf(store: Store, conversationId: number) {
  return theTurn(await store.claimWork(aRequest(conversationId))).contact;
}

/** What the contact of a conversation is known by. */
export async function addressesOf(store: Store, conversationId: number): Promise<string[]> {
  const { addresses } = await store.describeContact(conversationId, NOON);
  return addresses;
}
