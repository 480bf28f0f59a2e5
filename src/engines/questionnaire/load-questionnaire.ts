import { readFileSync, statSync } from "node:fs";
import { codeOf, TellOperator } from "../../errors.ts";
import { findProblems } from "./find-problems.ts";
import { questionnaireSchema, type Questionnaire } from "./questionnaire-schema.ts";

/**
 * Reads `QUESTIONNAIRE_FILE`, of at most 1 MB.
 *
 * @throws TellOperator `questionnaire_unusable` with every problem (at most 100): file, line, reason and repair
 */
export function loadQuestionnaire(path: string): Questionnaire {
  const text = readText(path);
  const problems = findProblems(text);
  if (problems.length === 0) return questionnaireSchema.parse(JSON.parse(text));
  const lines = problems
    .slice(0, MOST_PROBLEMS)
    .map(({ line, reason }) => `  ${path}, line ${line}: ${reason}.`);
  if (problems.length > MOST_PROBLEMS)
    lines.push(`  And ${problems.length - MOST_PROBLEMS} more; mend these first.`);
  throw unusable(`The questionnaire of QUESTIONNAIRE_FILE cannot be used:\n${lines.join("\n")}`);
}

function readText(path: string): string {
  try {
    if (statSync(path).size <= MOST_BYTES) return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw unusable(
      `QUESTIONNAIRE_FILE: ${path} cannot be read (${codeOf(error)}); set it to a JSON file that this account may read.`,
    );
  }
  throw unusable(`QUESTIONNAIRE_FILE: ${path} is larger than 1 MB; set it to a smaller file.`);
}

const MOST_BYTES = 1_000_000;

/** What is more is another file, put there by mistake. */
const MOST_PROBLEMS = 100;

function unusable(message: string): TellOperator {
  return new TellOperator("questionnaire_unusable", message);
}
