import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;

/** What is wrong with a value of the questionnaire and how to mend it, to follow the value's name. */
export const reasonOf: z.core.$ZodErrorMap = (issue) => REASONS[issue.code]?.(issue);

const REASONS: Partial<Record<string, (issue: Issue) => string>> = {
  invalid_type: ({ input, expected }) =>
    input === undefined
      ? `is missing; add ${wordFor(expected)}`
      : `is of the wrong kind; make it ${wordFor(expected)}`,
  // The only choice between objects is by what kind of question it is.
  invalid_union: ({ options }) => `must be one of ${[options].flat().join(", ")}; choose one`,
  invalid_format: () => 'must be 1 to 60 letters, digits, "_" or "-"; rename it',
  too_small: ({ origin, minimum, inclusive }) =>
    `is too ${lowOf(origin)}; ${inclusive ? "the least is" : "it must be more than"} ${String(minimum)}`,
  too_big: ({ origin, maximum }) => `is too ${highOf(origin)}; the most is ${String(maximum)}`,
};

function wordFor(expected: unknown): string {
  return WORDS[String(expected)] ?? `a ${String(expected)}`;
}

const WORDS: Record<string, string> = {
  array: "a list in [ ]",
  boolean: "true or false",
  int: "a whole number",
  object: "an object in { }",
};

function lowOf(origin: unknown): string {
  return origin === "string" || origin === "array" ? "short" : "small";
}

function highOf(origin: unknown): string {
  return origin === "string" || origin === "array" ? "long" : "large";
}
