import type { OutgoingPart } from "../../src/channels/channel.ts";
import { textOf, type Send } from "./open-provider.ts";
import type { PartRow, Rows } from "./rows.ts";
import type { Outside } from "./world.ts";

/** What must be so in the instant in which a part is handed to the provider. */
export function sendViolations(
  outgoing: OutgoingPart,
  outside: Outside,
  rows: Rows,
  now: number,
): string[] {
  const tries = outside.provider.triesOf(outgoing.partId);
  const part = rows.parts.find(({ id }) => id === outgoing.partId);
  const name = `part ${outgoing.partId} (${textOf(outgoing.content).slice(0, 40)})`;
  return part
    ? [...inTurn(part), ...mayBeTried(part), ...permitted(part)]
    : [`${name} is not stored`];

  function* inTurn({ id, conversationId, status }: PartRow) {
    if (status !== "sending") yield `${name} is sent while it is ${status}`;
    const isOpen = outside.provider.openFor(outgoing.to);
    if (isOpen) yield `${name} overtakes part ${isOpen.part.partId}`;
    for (const other of rows.parts)
      if (other.conversationId === conversationId && other.id < id && isUnsent(other))
        yield `${name} overtakes part ${other.id}, which is ${other.status}`;
  }

  /** I3: never again before it was looked up. */
  function* mayBeTried({ attempts }: PartRow) {
    const last = tries.at(-1);
    if (last && !isSettled(last)) yield `I3: ${name} is sent again after it was ${last.state}`;
    const counted = tries.filter(({ state }) => !FREE.includes(state)).length + 1;
    if (attempts < counted || attempts > counted + outside.crashes)
      yield `${name} is tried for the ${counted}. time, but ${attempts} are counted`;
  }

  /** What STOP and START say is always said; an operator's own words have no turn. */
  function* permitted({ conversationId, turnId }: PartRow) {
    const conversation = rows.conversations.find(({ id }) => id === conversationId);
    const answered = wordsOf(turnId);
    if (now - lastInboundAt(rows, conversationId) > 24 * HOUR_MS)
      yield `${name} is sent outside the 24-hour window`;
    if (conversation?.optedOut === 1 && !answered.includes("STOP"))
      yield `${name} is sent after STOP`;
    const isCommand = answered.includes("STOP") || answered.includes("START");
    if (conversation?.held === 1 && turnId !== null && !isCommand)
      yield `${name} is sent although an operator has taken over`;
  }

  function wordsOf(turn: number | null): (string | undefined)[] {
    const asked = rows.messages.filter(({ turnId }) => turnId === turn);
    return asked.map((message) => outside.ledger.find(message.name)?.word);
  }
}

const HOUR_MS = 3_600_000;

/** When the contact wrote last, whatever came in which order. */
export function lastInboundAt({ messages }: Rows, conversationId: number): number {
  const own = messages.filter((message) => message.conversationId === conversationId);
  return Math.max(...own.map(({ createdAt }) => createdAt));
}

export function isUnsent({ status }: PartRow): boolean {
  return status === "queued" || status === "sending" || status === "unknown";
}

/** It certainly did not arrive, or it was looked for and not found. */
function isSettled({ state, wasLookedFor }: Send): boolean {
  return REFUSED.includes(state) || (wasLookedFor && state !== "sent");
}

/** What stops everybody is no fault of a part: these do not count. */
const FREE: Send["state"][] = ["tell_operator", "not_now"];
const REFUSED: Send["state"][] = ["not_sent", ...FREE];
