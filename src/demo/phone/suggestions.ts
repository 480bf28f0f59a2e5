import { questions } from "../askyourdatabase/questions.ts";

/** Worth seeing first: a number, a chart, a table, and an answer too long for one message. */
const FIRST = [
  "How many orders did we get this month?",
  "Draw a chart of our sales",
  "What are our top products?",
  "List all orders",
  "MORE",
];

/** What can be asked of the shop's database with one tap. */
export const shopSuggestions: string[] = [
  ...FIRST,
  ...questions.filter((question) => !FIRST.includes(question)),
];

/** The same of a language model, which draws no charts and remembers what was said before. */
export const modelSuggestions: string[] = [
  ...shopSuggestions.filter((question) => !question.includes("chart")),
  "/history",
  "/reset",
];

/** What answers the questions about a visit to the shop, in their order. */
export const visitSuggestions: string[] = [
  "Hello",
  "Ana",
  "20/11/2026",
  "5",
  "2",
  "ana@example.com",
  "SKIP",
  "BACK",
  "CANCEL",
  "/help",
];
