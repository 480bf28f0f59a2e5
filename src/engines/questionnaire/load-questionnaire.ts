import { isUtf8 } from "node:buffer";
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
  const bytes = readBytes(path);
  // Plain letters in UTF-16 are UTF-8 as well: letters with zeros between them.
  if (isUtf8(bytes) && !bytes.includes(0)) return bytes.toString("utf8").replace(/^\uFEFF/, "");
  throw unusable(`QUESTIONNAIRE_FILE: ${path} is not in UTF-8; save it as UTF-8.`);
}

/** Nothing is opened before it is known to end: a device or a pipe may not. */
function readBytes(path: string): Buffer {
  const stats = readable(path, () => statSync(path));
  if (!stats.isFile())
    throw unusable(`QUESTIONNAIRE_FILE: ${path} is not a file; set it to a JSON file.`);
  if (stats.size > MOST_BYTES)
    throw unusable(`QUESTIONNAIRE_FILE: ${path} is larger than 1 MB; set it to a smaller file.`);
  return readable(path, () => readFileSync(path));
}

function readable<Read>(path: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    throw unusable(
      `QUESTIONNAIRE_FILE: ${path} cannot be read (${codeOf(error)}); set it to a JSON file that this account may read.`,
    );
  }
}

const MOST_BYTES = 1_000_000;

/** What is more is another file, put there by mistake. */
const MOST_PROBLEMS = 100;

function unusable(message: string): TellOperator {
  return new TellOperator("questionnaire_unusable", message);
}
