import type { Evidence } from "./evidence.ts";
import { contactOf } from "./load.ts";

/** Whatever died or broke off: a model is never told a question twice, and nothing of others. */
export function* historiesHoldEachQuestionOnce({ histories }: Evidence) {
  for (const questions of histories) {
    for (const [place, question] of questions.entries())
      if (questions.indexOf(question) < place) yield `history: it holds "${question}" twice`;
    const contacts = new Set(questions.map(contactOf));
    if (contacts.size > 1) yield `history: ${[...contacts].join(" and ")} share one`;
  }
}

/** The history that a contact's questions are asked in at last holds all that was answered, in order. */
export function* historiesInUseAreWhole(evidence: Evidence) {
  const answered = Map.groupBy(answeredQuestions(evidence), contactOf);
  for (const [contact, questions] of answered) {
    const inUse = evidence.histories.findLast(([first = ""]) => contactOf(first) === contact) ?? [];
    const held = inUse.filter(
      (question, n) => n < inUse.length - 1 || questions.includes(question),
    );
    const isTail = held.join() === questions.slice(-held.length || questions.length).join();
    if (!isTail) yield `history: ${contact} has other questions in it than were answered`;
    if (held.length < Math.min(questions.length, MOST_REMEMBERED))
      yield `history: ${contact} has ${held.length} of ${questions.length} questions in it`;
  }
}

/** A conversation that is begun anew is filled with so many exchanges. */
const MOST_REMEMBERED = 50;

function answeredQuestions({ engine, messages, ledger }: Evidence): string[] {
  if (engine !== "openai") return [];
  return messages
    .filter(({ said }) => said !== null)
    .map(({ providerId }) => ledger.attempted.get(providerId)?.question ?? "");
}
