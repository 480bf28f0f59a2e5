import { questions } from "../askyourdatabase/questions.ts";

/** Worth seeing first: a number, a chart, a table, and an answer too long for one message. */
const FIRST = [
  "How many orders did we get this month?",
  "Draw a chart of our sales",
  "What are our top products?",
  "List all orders",
  "MORE",
];

/** What can be asked with one tap. */
export const suggestions: string[] = [
  ...FIRST,
  ...questions.filter((question) => !FIRST.includes(question)),
];
