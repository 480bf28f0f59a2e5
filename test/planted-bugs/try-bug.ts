import type { Bug } from "./bug.ts";
import { plant } from "./plant.ts";
import { runTests } from "./run-tests.ts";

export type Verdict = { bug: Bug; caught: boolean; tookMs: number };

/** Plants a bug and runs the test that has to notice it. */
export async function tryBug(folder: string, bug: Bug): Promise<Verdict> {
  const startedAt = performance.now();
  const repair = plant(folder, bug);
  try {
    const results = await runTests(folder, [bug.testFile], bug.test);
    const caught = results.some(
      ({ name, status }) => status === "failed" && name.includes(bug.test),
    );
    return { bug, caught, tookMs: performance.now() - startedAt };
  } finally {
    repair();
  }
}
