import { textOf } from "./open-provider.ts";
import { addressOf, CONTACTS } from "./ledger.ts";
import { overdue } from "./overdue.ts";
import type { PartRow, Rows } from "./rows.ts";
import { isUnsent } from "./sending.ts";
import type { Settings } from "./settings.ts";
import type { Outside } from "./world.ts";
import { endings } from "./endings.ts";

export type Evidence = Outside &
  Rows & { settings: Settings; now: number; nextTimerInMs: number | undefined };

/** Everything that does not hold after a step, one sentence each; see the numbers in the promises. */
export function violations(evidence: Evidence): string[] {
  return CHECKS.flatMap((check) => [...check(evidence)]);
}

const CHECKS: ((evidence: Evidence) => Iterable<string>)[] = [
  storedIsWhatWasDelivered,
  storedInOrder,
  turnsEndOnce,
  endings,
  noDuplicateWithoutReason,
  partsAreWhatTheContactHas,
  repliesCameInOrder,
  overdue,
  nothingRunsForNobody,
  statusesOnlyMovedForward,
  noReportIsForgotten,
  rowsBelongTogether,
];

/** I1 */
function* storedIsWhatWasDelivered({ ledger, messages }: Evidence) {
  const stored = new Set(messages.map(({ name }) => name));
  for (const name of ledger.accepted)
    if (!stored.has(name)) yield `I1 lost: ${name} heard a 200 and is not stored`;
  for (const name of stored) if (!ledger.find(name)) yield `I1 unexpected: nobody wrote ${name}`;
  if (stored.size < messages.length) yield "I1 doubled: a message is stored twice";
  for (const names of ledger.refusals) yield `I1 refused: the webhook of ${names} failed`;
}

function* storedInOrder({ ledger, messages }: Evidence) {
  for (const contact of CONTACTS) {
    const own = messages.filter(
      ({ name }) => ledger.find(name)?.contact === contact && !ledger.uncertain.has(name),
    );
    for (const [previous, next] of neighbours(own))
      if (Number(next.name.split(".")[1]) < Number(previous.name.split(".")[1]))
        yield `I4: ${next.name} was stored after ${previous.name}`;
  }
}

/** I2 */
function* turnsEndOnce({ history }: Evidence) {
  for (const { subject, row, from, to } of history)
    if (subject === "turn" && from !== "open") yield `I2: turn ${row} went from ${from} to ${to}`;
}

/** I3: the contact has a part twice only when lists were too slow to show the first one in time. */
function* noDuplicateWithoutReason({ provider: { messages } }: Evidence) {
  for (const [partId, copies] of Map.groupBy(messages, ({ part }) => part.partId)) {
    const hidden = copies.filter(({ createdAt, listedAt }) => listedAt - createdAt > 100_000);
    if (copies.length > 1 + hidden.length)
      yield `I3: the contact has part ${partId} ${copies.length} times`;
  }
}

function* partsAreWhatTheContactHas(evidence: Evidence) {
  const { provider, parts, messages, ledger, everHeld } = evidence;
  const owners = new Map(provider.messages.map(({ sid, part }) => [sid, part.partId]));
  for (const { id, status, sid } of parts)
    if (["sent", "delivered", "read"].includes(status) && owners.get(sid ?? "") !== id)
      yield `I3: part ${id} is ${status}, but what went out was part ${owners.get(sid ?? "")}`;
  for (const part of parts) if (part.status === "failed") yield* failedForAReason(part);

  function* failedForAReason({ id, code, attempts, conversationId }: PartRow) {
    const tries = provider.triesOf(id);
    const told = provider.messages.filter(({ part }) => part.partId === id);
    const isRefused = tries.some(({ state }) => state === "refused");
    const isReported = told.some(({ said }) => said.includes("failed"));
    // One of its tries may have died before the provider was called.
    const mayBeSentAgain = !everHeld.has(conversationId) && !wasStopped(conversationId);
    const isGivenUp = code === "unknown_outcome" && (attempts > 1 || !mayBeSentAgain);
    const isWithdrawn = code === "handed_over" || code === "opted_out";
    if (isRefused || isReported || isGivenUp || isWithdrawn || attempts >= 16) return;
    if (code !== "unresolved") yield `I3: part ${id} failed with ${code} for no reason`;
  }

  /** What was written before is looked up, but not sent again. */
  function wasStopped(conversationId: number): boolean {
    return messages.some(
      (message) =>
        message.conversationId === conversationId && ledger.find(message.name)?.word === "STOP",
    );
  }
}

function* repliesCameInOrder({ provider, messages }: Evidence) {
  for (const contact of CONTACTS) {
    const seen = new Set<number>();
    const replies = provider.messages.filter(({ part }) => {
      const isFirst = part.to === addressOf(contact) && !seen.has(part.partId);
      seen.add(part.partId);
      return isFirst;
    });
    const places = replies.flatMap(({ part }) => placeOf(textOf(part.content)));
    for (const [previous, next] of neighbours(places))
      if (next.at <= previous.at) yield `I4: "${next.text}" came after "${previous.text}"`;
  }

  /** Which message it answers, and which part of the answer it is. */
  function placeOf(text: string) {
    const found = /(?:Answer to |example\/)(\d+\.\d+)(?:\/(\d+))?/.exec(text);
    const message = messages.find(({ name }) => name === found?.[1]);
    return message ? [{ text, at: message.id + (Number(found?.[2] ?? -1) + 1) / 100 }] : [];
  }
}

/** I5 and I6 */
function* nothingRunsForNobody({ turns, parts, messages, engine, provider }: Evidence) {
  const sending = provider.sends.filter(({ state }) => state === "open").map(({ part }) => part);
  const addresses = new Map(messages.map((message) => [message.conversationId, message.address]));
  for (const { id, status } of parts)
    if (status === "sending" && !sending.some(({ partId }) => partId === id))
      yield `I6: part ${id} is being sent by nobody`;
  for (const { id, conversationId, running } of turns) {
    const address = addresses.get(conversationId) ?? "";
    // The answer is there, and waits for a notice that is still being sent.
    const isAfterNotice = sending.some(({ to }) => to === address);
    if (running === 1 && !engine.openFor(address) && !isAfterNotice)
      yield `I5: turn ${id} runs for nobody`;
  }
}

const RANK = ["queued", "sending", "unknown", "sent", "failed", "delivered", "read"];

/** I7: only what certainly did not arrive goes back to the queue. */
function* statusesOnlyMovedForward({ history }: Evidence) {
  for (const { subject, row, from, to } of history) {
    if (subject !== "part" || (from !== "failed" && RANK.indexOf(to) > RANK.indexOf(from)))
      continue;
    const isSentAgain = to === "queued" && (from === "sending" || from === "unknown");
    if (!isSentAgain) yield `I7: part ${row} fell from ${from} to ${to}`;
  }
}

function* noReportIsForgotten({ provider, parts }: Evidence) {
  const reports = new Map(provider.messages.map(({ sid, reported }) => [sid, reported]));
  for (const part of parts) {
    const reported = reports.get(part.sid ?? "") ?? [];
    if (isUnsent(part) || part.status === "failed") continue;
    const missed = reported.find(
      (status) => status !== "failed" && RANK.indexOf(status) > RANK.indexOf(part.status),
    );
    if (missed) yield `I7: part ${part.id} was reported ${missed}, and is ${part.status}`;
    if (reported.includes("failed") && part.status === "sent")
      yield `I7: part ${part.id} was reported failed, and is sent`;
  }
}

/** I8 */
function* rowsBelongTogether({ messages, parts, turns, provider }: Evidence) {
  const owners = new Map(turns.map(({ id, conversationId }) => [id, conversationId]));
  for (const { id, turnId, conversationId } of [...messages, ...parts])
    if (turnId !== null && owners.get(turnId) !== conversationId)
      yield `I8: message ${id} and its turn ${turnId} are of different conversations`;
  for (const { part } of provider.messages) {
    const row = parts.find(({ id }) => id === part.partId);
    if (row && row.address !== part.to) yield `I8: part ${row.id} went to somebody else`;
  }
}

function neighbours<T>(items: T[]): [T, T][] {
  return items.slice(1).map((item, index) => [items[index] as T, item]);
}
