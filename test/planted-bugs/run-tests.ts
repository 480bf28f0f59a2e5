import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export type TestResult = { name: string; status: string };

const LONGEST_RUN_MS = 120_000;

const report = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) }),
  ),
});

/** Runs these test files, or only the tests of this name in them; without a report there are none. */
export async function runTests(
  folder: string,
  testFiles: string[],
  name?: string,
): Promise<TestResult[]> {
  const output = join(folder, "planted-report.json");
  rmSync(output, { force: true });
  const only = name === undefined ? [] : ["-t", escape(name)];
  const vitest = join(folder, "node_modules/vitest/vitest.mjs");
  const options = ["--reporter=json", `--outputFile=${output}`, "--no-cache", ...only];
  const child = spawn(process.execPath, [vitest, "run", ...testFiles, ...options], {
    cwd: folder,
    stdio: "ignore",
    timeout: LONGEST_RUN_MS,
    killSignal: "SIGKILL",
  });
  await once(child, "close");
  if (!existsSync(output)) return [];
  return report
    .parse(JSON.parse(readFileSync(output, "utf8")))
    .testResults.flatMap(({ assertionResults }) => assertionResults)
    .map(({ fullName, status }) => ({ name: fullName, status }));
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
