import { LONGEST_ID, type Item } from "./item.ts";
import type { Questionnaire } from "./questionnaire-schema.ts";
import type { GivenAnswer, Run } from "./session.ts";

/** All questions of a conversation, in order: those of the file, then those the external API added. */
export function itemsOf({ questions }: Questionnaire, { added }: Run): Item[] {
  return [...questions, ...added];
}

/** The first question that was neither answered nor skipped. */
export function firstOpen(items: Item[], { answers }: Run): Item | undefined {
  return items.find(({ id }) => answers.every((answer) => answer.id !== id));
}

/** An answer to a question that was gone back to replaces the one before. */
export function withAnswer(run: Run, answer: GivenAnswer): Run {
  return { ...run, answers: [...run.answers.filter(({ id }) => id !== answer.id), answer] };
}

/** In the order of the questions; whatever was asked by an earlier version of the file comes first. */
export function inOrder(answers: GivenAnswer[], items: Item[]): GivenAnswer[] {
  const placeOf = ({ id }: GivenAnswer) => items.findIndex((item) => item.id === id);
  return answers.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Under other ids where those are taken, and none too long: the session could not be read again. */
export function withOwnIds(added: Item[], items: Item[]): Item[] {
  const taken = new Set(items.map(({ id }) => id));
  return added.map((item) => {
    let id = item.id;
    for (let time = 2; taken.has(id); time += 1) id = numbered(item.id, `_${time}`);
    taken.add(id);
    return { ...item, id };
  });
}

function numbered(id: string, number: string): string {
  return id.slice(0, LONGEST_ID - number.length) + number;
}
