import { knownQuestions, type ShopAnswer } from "./known-questions.ts";
import type { Shop } from "./shop.ts";

const GREETING = "Hello";

/** What can be asked, as a person would write it. */
export const questions: readonly string[] = [
  GREETING,
  ...knownQuestions.map(({ question }) => question),
];

/** Answers what it recognises, in whatever words; for the rest it says what can be asked. `url` is where charts are. */
export function answerQuestion(shop: Shop, asked: string, url: string): ShopAnswer {
  const known = knownQuestions.find(({ matches }) => matches.test(asked));
  if (known) return known.answer(shop, { asked, url });
  const isGreeting = /^\W*(hello|hi|hey|hola|good (morning|day|evening)|help)\b/i.test(asked);
  const start = isGreeting
    ? "Hello! I know everything about our shop."
    : "I did not understand that.";
  return { text: `${start} You could ask:\n\n${listed(knownQuestions)}` };
}

function listed(known: readonly { question: string }[]): string {
  return known.map(({ question }) => `- ${question}`).join("\n");
}
