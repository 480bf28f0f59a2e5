import type { z } from "zod";
import { questionnaireSchema } from "./questionnaire-schema.ts";
import { reasonOf } from "./reason-of.ts";
import { scanJson, type Scanned } from "./scan-json.ts";

type Problem = { line: number; reason: string };

/** Everything that is wrong with the text of a questionnaire, from its first line to its last. */
export function findProblems(text: string): Problem[] {
  const scanned = scanJson(text);
  if (scanned.kind === "broken") return [scanned];
  const json: unknown = JSON.parse(text);
  const { error } = questionnaireSchema.safeParse(json, { error: reasonOf });
  const wrong = error?.issues.flatMap((issue) => problemsOf(issue, scanned, json)) ?? [];
  const repeated = scanned.repeated.map(({ path, line }) => ({
    line,
    reason: `${nameOf(path)} is given a second time; remove one of the two`,
  }));
  return [...wrong, ...repeated].sort((one, other) => one.line - other.line);
}

type Json = Extract<Scanned, { kind: "json" }>;

function problemsOf(issue: z.core.$ZodIssue, { lineOf }: Json, json: unknown): Problem[] {
  const { message } = issue;
  const path = asWritten(issue.path, json);
  if (issue.code !== "unrecognized_keys")
    return [{ line: lineOf(path), reason: `${nameOf(path)} ${message}` }];
  return issue.keys.map((key) => ({
    line: lineOf([...path, key]),
    reason: `${nameOf([...path, key])} is not known; mend its spelling or remove it`,
  }));
}

/** A text for all languages is read as its English one: in a string no path goes on. */
function asWritten(path: PropertyKey[], json: unknown): PropertyKey[] {
  const end = path.findIndex(
    (_step, index) => typeof valueAt(path.slice(0, index), json) === "string",
  );
  return end < 0 ? path : path.slice(0, end);
}

function valueAt(path: PropertyKey[], json: unknown): unknown {
  return path.reduce<unknown>((value, step) => Object(value)[step], json);
}

/** As it is written in JavaScript: `questions[2].text`. */
function nameOf(path: PropertyKey[]): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  return steps.join("").replace(/^\./, "") || "the file";
}
