import { z } from "zod";
import type { Question } from "../engine.ts";
import type { Item } from "./item.ts";
import { readChoice } from "./read-choice.ts";
import { readDate } from "./read-date.ts";
import { readNumber } from "./read-number.ts";
import { readPhone } from "./read-phone.ts";

/** What a message says in answer to a question, as it is kept; undefined when it is no answer to it. */
export function readAnswer(
  item: Item,
  question: Pick<Question, "text" | "payload" | "language">,
): string | number | undefined {
  const text = question.text.trim();
  switch (item.kind) {
    case "text":
      return isAnswer(text) ? text : undefined;
    case "email":
      return email.safeParse(text).data;
    case "number": {
      const { min = -Infinity, max = Infinity } = item;
      const number = readNumber(text, question.language);
      return number !== undefined && number >= min && number <= max ? number : undefined;
    }
    case "date":
      return readDate(text);
    case "phone":
      return readPhone(text);
    case "choice":
      return readChoice(item, question);
    default:
      return item satisfies never;
  }
}

/** Nothing but a question mark asks what was meant. */
function isAnswer(text: string): boolean {
  return text.length <= LONGEST_TEXT && !/^[?¿\s]*$/.test(text);
}

const LONGEST_TEXT = 1_000;
const email = z.email().max(254);
