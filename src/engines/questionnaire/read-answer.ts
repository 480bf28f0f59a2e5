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
  { text, payload, language }: Pick<Question, "text" | "payload" | "language">,
): string | number | undefined {
  if (item.kind === "text") return isAnswer(text.trim()) ? text.trim() : undefined;
  // Several messages, sent one soon after the other, are one text: then the last that fits is meant.
  const lines = text.replace(INVISIBLE, "").split("\n").toReversed();
  for (const one of [lines.toReversed().join("\n"), ...lines]) {
    const value = readWritten(item, { text: one.trim(), payload, language });
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What phones put around numbers that are pasted, and make digits into pictures with. */
const INVISIBLE = /[\p{Cf}\ufe0f\u20e3]/gu;

type Written = Pick<Question, "text" | "language"> & { payload: string | undefined };

function readWritten(
  item: Exclude<Item, { kind: "text" }>,
  { text, payload, language }: Written,
): string | number | undefined {
  switch (item.kind) {
    case "email":
      return email.safeParse(text).data;
    case "number": {
      const { min = -Infinity, max = Infinity } = item;
      const number = readNumber(text, language);
      return number !== undefined && number >= min && number <= max ? number : undefined;
    }
    case "date":
      return readDate(text);
    case "phone":
      return readPhone(text);
    case "choice":
      return readChoice(item, { text, language, ...(payload !== undefined && { payload }) });
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
