import { THANKS } from "./answerers/questionnaire.ts";
import type { Evidence, StoredMessage } from "./evidence.ts";

/** What the questionnaire did with a message, by what it said to it. */
type Role = "begins" | "answer" | "last answer" | "nobody knows" | "something else";

/** How what it says looks, one message after the other. */
const SAYINGS = [/1\/3/, /^2\/3/, /^3\/3/, new RegExp(`^${THANKS}$`)];

type Given = { id: number; text: string; role: Role; step: number };

/** Every answer that was taken is in one submission, once; what was none is in none. */
export function* everyAnswerIsSubmittedOnce(evidence: Evidence) {
  if (evidence.engine !== "questionnaire") return;
  const values = evidence.submissions.flatMap(({ answers }) => answers.map(({ value }) => value));
  const times = Map.groupBy(values, (value) => value);
  for (const given of conversationsOf(evidence))
    for (const [place, { id, text, role }] of given.entries()) {
      const count = times.get(text)?.length ?? 0;
      const { least, most } = allowed(given, place);
      if (role === "something else")
        yield `submission: message ${id} heard neither question nor thanks`;
      if (count < least || count > most)
        yield `submission: message ${id} (${role}) was submitted ${count} times`;
    }
}

/** Each message leads one step further, and from the last to the first. */
export function* everyMessageCountsOnce(evidence: Evidence) {
  if (evidence.engine !== "questionnaire") return;
  for (const given of conversationsOf(evidence))
    for (const [place, { id, role, step }] of given.entries()) {
      const before = given[place - 1];
      if (role === "nobody knows" || before?.role === "nobody knows") continue;
      const due = before ? (before.step + 1) % SAYINGS.length : 0;
      if (step !== due) yield `submission: message ${id} led to step ${step} in place of ${due}`;
    }
}

/** Three answers of one contact to the three questions, in the order in which they were written. */
export function* submissionsAreWhole({ submissions, messages, ledger }: Evidence) {
  const places = new Map(
    messages.map(({ providerId }, place) => [ledger.attempted.get(providerId)?.question, place]),
  );
  const authors = new Map(
    [...ledger.attempted.values()].map(({ address, question }) => [question, address]),
  );
  for (const { address, answers } of submissions) {
    const ids = answers.map(({ id }) => id).join();
    if (ids !== "first,second,third") yield `submission: it has the answers ${ids}`;
    if (answers.some(({ value }) => authors.get(value) !== address))
      yield "submission: it holds what its contact has not written";
    const order = answers.map(({ value }) => places.get(value) ?? -1);
    if (order.some((place, n) => place <= (order[n - 1] ?? -1)))
      yield `submission: "${answers[0]?.value}" and those after it are out of order`;
  }
}

function conversationsOf({ messages, ledger }: Evidence): Given[][] {
  const given = messages.map((message) => ({
    id: message.id,
    conversation: message.conversation,
    text: ledger.attempted.get(message.providerId)?.question ?? "",
    role: roleOf(message),
    step: stepOf(message),
  }));
  return [...Map.groupBy(given, ({ conversation }) => conversation).values()];
}

function roleOf({ said, state }: StoredMessage): Role {
  if (state === "dead") return "nobody knows";
  return ROLES[stepOf({ said })] ?? "something else";
}

const ROLES: Role[] = ["begins", "answer", "answer", "last answer"];

function stepOf({ said }: Pick<StoredMessage, "said">): number {
  return SAYINGS.findIndex((saying) => saying.test(said ?? ""));
}

/**
 * The answers of a questionnaire that is not finished are still kept. Of a message that was given up
 * nobody can say how far it came; if it was the last answer, the next message only has it sent again.
 */
function allowed(given: Given[], place: number): { least: number; most: number } {
  const role = given[place]?.role;
  if (role === "begins") return { least: 0, most: 0 };
  const isFinished =
    role === "answer"
      ? given.slice(place + 1).some((later) => later.role === "last answer")
      : role === "last answer" && given[place - 1]?.role !== "nobody knows";
  return { least: isFinished ? 1 : 0, most: 1 };
}
