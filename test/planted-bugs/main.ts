import { bugs } from "./bugs.ts";
import { copyTree } from "./copy-tree.ts";
import { runTests } from "./run-tests.ts";
import { tryBug, type Verdict } from "./try-bug.ts";

/**
 * Plants one bug after the other in a copy of the tree and runs the test that has to notice it.
 * Ends with 1 when a bug survives. `node test/planted-bugs/main.ts [words of a bug's name]`
 */
async function main(): Promise<boolean> {
  const chosen = bugs.filter(({ name }) => name.includes(process.argv[2] ?? ""));
  const { folder, remove } = copyTree();
  try {
    if (!(await isSound(folder))) return false;
    const verdicts: Verdict[] = [];
    for (const bug of chosen) {
      const verdict = await tryBug(folder, bug);
      say(rowOf(verdict));
      verdicts.push(verdict);
    }
    const survived = verdicts.filter(({ caught }) => !caught).length;
    say(`\n${verdicts.length - survived} of ${verdicts.length} planted bugs were caught.`);
    return chosen.length > 0 && survived === 0;
  } finally {
    remove();
  }

  /** A test that fails anyway notices nothing. */
  async function isSound(folder: string): Promise<boolean> {
    const results = await runTests(folder, [...new Set(chosen.map(({ testFile }) => testFile))]);
    const useless = chosen.filter(
      ({ test }) => !results.some(({ name, status }) => name.includes(test) && status === "passed"),
    );
    for (const { test } of useless) say(`Does not pass without a bug: ${test}`);
    return useless.length === 0;
  }
}

function rowOf({ bug, caught, tookMs }: Verdict): string {
  const verdict = caught ? "caught" : "SURVIVED";
  const seconds = (tookMs / 1000).toFixed(1).padStart(5);
  return `${verdict.padEnd(8)} ${seconds} s  ${bug.name.padEnd(62)} ${bug.testFile}: ${bug.test}`;
}

function say(line: string) {
  process.stdout.write(`${line}\n`);
}

process.exitCode = (await main()) ? 0 : 1;
