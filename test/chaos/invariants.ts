import { countReplies, ambiguousSends } from "./count.ts";
import type { Evidence } from "./evidence.ts";
import { historiesHoldEachQuestionOnce, historiesInUseAreWhole } from "./histories.ts";
import { contactOf, numberOf } from "./load.ts";
import {
  everyAnswerIsSubmittedOnce,
  everyMessageCountsOnce,
  submissionsAreWhole,
} from "./submissions.ts";

/** Everything that does not hold, one sentence each; see the numbers in the promises. */
export function violations(evidence: Evidence): string[] {
  return CHECKS.flatMap((check) => [...check(evidence)].slice(0, MOST_OF_A_KIND));
}

/** Of a thousand that are lost, three tell as much. */
const MOST_OF_A_KIND = 3;

const CHECKS: ((evidence: Evidence) => Iterable<string>)[] = [
  storedIsWhatWasSent,
  everyMessageHasOneEnd,
  everyReplyWentOutOnce,
  everyPartThatCountsAsSentIsThere,
  repliesCameInOrder,
  asksFollowTheOrderOfArrival,
  asksOfAConversationNeverOverlap,
  nothingIsAskedAgainWithoutACause,
  historiesHoldEachQuestionOnce,
  historiesInUseAreWhole,
  everyMessageCountsOnce,
  everyAnswerIsSubmittedOnce,
  submissionsAreWhole,
  nothingRuns,
  statusesOnlyMovedForward,
  theFileIsSound,
  nobodyIsNamedInTheLog,
  nobodyDiedByItself,
];

/** I1 */
function* storedIsWhatWasSent({ ledger, messages }: Evidence) {
  const stored = new Set(messages.map(({ providerId }) => providerId));
  for (const id of ledger.acknowledged)
    if (!stored.has(id)) yield `I1 lost: ${id} heard a 200 and is not stored`;
  for (const id of stored)
    if (!ledger.attempted.has(id)) yield `I1 unexpected: nobody has sent ${id}`;
  if (stored.size < messages.length)
    yield `I1 doubled: ${messages.length - stored.size} messages are stored twice`;
  for (const status of ledger.refusals) yield `I1 refused: a webhook heard ${status}`;
}

/** I2 */
function* everyMessageHasOneEnd({ messages, history }: Evidence) {
  for (const { id, state } of messages)
    if (state === null || state === "open")
      yield `I2: message ${id} is ${state ?? "without a turn"}`;
  for (const { subject, row, from, to } of history)
    if (subject === "turn" && from !== "open") yield `I2: turn ${row} went from ${from} to ${to}`;
}

/** I3: one reply, and one more at most for each time nobody could know what became of it. */
function* everyReplyWentOutOnce(evidence: Evidence) {
  const known = new Map(evidence.parts.map((part) => [part.id, part]));
  for (const [partId, count] of countReplies(evidence)) {
    const part = known.get(partId);
    if (!part) yield `I3: a reply went out that is no part (${partId})`;
    const allowed = 1 + Math.min(part?.resends ?? 0, ambiguousSends(evidence, partId));
    if (count > allowed) yield `I3: part ${partId} went out ${count} times, ${allowed} allowed`;
  }
  const answered = new Set(evidence.parts.map(({ turnId }) => turnId));
  for (const { id, state, turnId } of evidence.messages)
    if (state !== "ignored" && turnId !== null && !answered.has(turnId))
      yield `I3: message ${id} has no reply`;
}

/** A part is given up only when two deaths in a row hid what became of it. */
function* everyPartThatCountsAsSentIsThere(evidence: Evidence) {
  const { parts, replies } = evidence;
  const owners = new Map(replies.map(({ providerId, partId }) => [providerId, partId]));
  const taken = parts.flatMap(({ providerId }) => providerId ?? []);
  if (new Set(taken).size < taken.length)
    yield "I3: two parts claim the same message of the provider";
  for (const { id, status, providerId, code } of parts) {
    if (status === "failed") {
      if (code !== "unknown_outcome" || ambiguousSends(evidence, id) < 2)
        yield `I3: part ${id} failed with ${code}`;
    } else if (owners.get(providerId ?? "") !== id)
      yield `I3: part ${id} is ${status}, but what went out was part ${owners.get(providerId ?? "")}`;
  }
}

function* repliesCameInOrder({ replies }: Evidence) {
  for (const [previous, next] of neighbours(replies, ({ address }) => address))
    if (next.partId < previous.partId)
      yield `I4: ${next.address} got part ${next.partId} after ${previous.partId}`;
}

/**
 * I4: a contact writes one message after the other, so the number in the question is the order of
 * arrival. Not so for messages whose webhook did not hear its 200: they are found at the provider at
 * the next start, or delivered again by it, when newer ones may have come.
 */
function* asksFollowTheOrderOfArrival({ asks, messages, ledger }: Evidence) {
  const questions = messages
    .filter(({ providerId: id }) => ledger.acknowledged.has(id) && !ledger.late.has(id))
    .map(({ providerId, conversation }) => {
      return { conversation, question: ledger.attempted.get(providerId)?.question ?? "" };
    });
  const arrived = new Set(questions.map(({ question }) => question));
  const asked = asks.filter(({ question }) => arrived.has(question));
  for (const [previous, next] of neighbours(asked, ({ question }) => contactOf(question)))
    if (numberOf(next.question) < numberOf(previous.question))
      yield `I4: "${next.question}" was asked after "${previous.question}"`;
  for (const [previous, next] of neighbours(questions, ({ conversation }) => `${conversation}`))
    if (numberOf(next.question) <= numberOf(previous.question))
      yield `I4: "${next.question}" was stored too late`;
}

function* asksOfAConversationNeverOverlap({ asks }: Evidence) {
  for (const [previous, next] of neighbours(asks, ({ question }) => contactOf(question)))
    if (next.life === previous.life && next.at < previous.endedAt)
      yield `I4: "${next.question}" began before "${previous.question}" was over`;
}

/** A question is asked again only when a process died of it or while one worked on it, or the answerer failed. */
function* nothingIsAskedAgainWithoutACause({ asks, messages, ledger, spoilt }: Evidence) {
  const times = Map.groupBy(asks, ({ question }) => question);
  const again = messages
    .map(({ id, providerId, deaths }) => {
      const asked = times.get(ledger.attempted.get(providerId)?.question ?? "")?.length ?? 0;
      return { id, asked, deaths: deaths ?? 0 };
    })
    .filter(({ asked, deaths }) => asked > 1 + deaths);
  const causes = again.reduce((sum, { asked, deaths }) => sum + asked - 1 - deaths, 0);
  if (causes <= spoilt) return;
  for (const { id, asked, deaths } of again)
    yield `I4: message ${id} was asked ${asked} times for ${deaths} deaths`;
}

/** I5 and I6 */
function* nothingRuns({ running, parts }: Evidence) {
  if (running > 0) yield `I5: ${running} turns are still running`;
  for (const { id, status } of parts)
    if (["queued", "sending", "unknown"].includes(status)) yield `I6: part ${id} is ${status}`;
}

const RANK = ["queued", "sending", "unknown", "sent", "failed", "delivered", "read"];

/** I7: only what certainly did not arrive goes back to the queue. */
function* statusesOnlyMovedForward({ history }: Evidence) {
  for (const { subject, row, from, to } of history) {
    if (subject !== "part" || RANK.indexOf(to) > RANK.indexOf(from)) continue;
    const isSentAgain = to === "queued" && (from === "sending" || from === "unknown");
    if (!isSentAgain) yield `I7: part ${row} fell from ${from} to ${to}`;
  }
}

/** I9 */
function* theFileIsSound({ damage }: Evidence) {
  for (const found of damage) yield `I9: ${JSON.stringify(found)}`;
}

/** I10 */
function* nobodyIsNamedInTheLog({ leaks }: Evidence) {
  if (leaks > 0) yield `I10: ${leaks} log lines hold a number, a text or a secret`;
}

function* nobodyDiedByItself({ deaths }: Evidence) {
  for (const words of deaths) yield `a server ended by itself:\n${words}`;
}

/** Each two that follow each other within their group. */
function* neighbours<T>(items: T[], group: (item: T) => string): Iterable<[T, T]> {
  const last = new Map<string, T>();
  for (const item of items) {
    const previous = last.get(group(item));
    if (previous !== undefined) yield [previous, item];
    last.set(group(item), item);
  }
}
