import type { Question } from "../../../src/engines/engine.ts";

let turns = 0;

/** A question of a turn of its own, unless told otherwise. */
export function aQuestion(changes: Partial<Question> = {}): Question {
  turns += 1;
  return {
    conversationId: 7,
    turnId: turns,
    attempt: 1,
    contact: { address: "+15555550101" },
    text: "How many customers do we have?",
    language: "en",
    signal: new AbortController().signal,
    ...changes,
  };
}
