import { gatherEvidence, type Evidence } from "./evidence.ts";
import { violations } from "./invariants.ts";
import type { Life } from "./life.ts";
import { countsOf, type Report } from "./report.ts";
import type { Stage } from "./stage.ts";
import { startWorld, type World } from "./world.ts";

export type Judged = Report & { evidence: Evidence };

/** Plays a story in a world of its own, ends its last life in peace, and says what does not hold. */
export async function judge(
  story: (world: World) => Promise<Life>,
  stage?: Stage,
): Promise<Judged> {
  const world = await startWorld({ ...(stage && { stage }) });
  try {
    const life = await story(world);
    const code = await life.finish();
    const evidence = gatherEvidence(world);
    const found = violations(evidence);
    if (code !== 0) found.push(`the last server ended with ${code}`);
    return {
      counts: { kills: world.lives.length - 1, ...countsOf(evidence) },
      violations: found,
      evidence,
    };
  } finally {
    await world.close();
  }
}
