import { setTimeout as delay } from "node:timers/promises";
import type { ProviderFault } from "../../src/demo/provider-fault.ts";
import { endInPeace } from "./end-in-peace.ts";
import { gatherEvidence } from "./evidence.ts";
import { violations } from "./invariants.ts";
import type { Life } from "./life.ts";
import { startLoad } from "./load.ts";
import { createRandom, type Random } from "./random.ts";
import { countsOf, type Report } from "./report.ts";
import type { Stage } from "./stage.ts";
import { startWorld, type World } from "./world.ts";

type Options = {
  kills: number;
  seed: number;
  stage: Stage;
  contacts?: number;
  onKill?(killed: number): void;
};

/**
 * Kills the server again and again at moments that nobody chose, while contacts keep writing; then
 * lets it finish what is due, and looks for anything that was lost or doubled.
 */
export async function runKillLoop(options: Options): Promise<Report> {
  const { kills, seed, stage, contacts = 6, onKill } = options;
  const startedAt = performance.now();
  const world = await startWorld({ stage });
  try {
    const load = startLoad({ ...world, seed, contacts });
    const random = createRandom(seed);
    for (let killed = 1; killed <= kills; killed += 1) {
      await liveAndDie(world, random);
      onKill?.(killed);
    }
    await load.stop();
    const codes = await endInPeace(world);
    const evidence = gatherEvidence(world);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const found = violations(evidence);
    for (const code of codes)
      if (code !== 0) found.push(`a server that was to finish ended with ${code}`);
    return { counts: { kills, ...countsOf(evidence), seconds }, violations: found };
  } finally {
    await world.close();
  }
}

async function liveAndDie(world: World, random: Random): Promise<void> {
  spoil(world, random);
  const life = world.begin();
  await momentOfDeath(world, life, random);
  await life.kill();
  // Often it is back at once; else after minutes, when unknown parts are resolved.
  if (random.chance(0.4)) world.skip(180_000);
}

/** Some die while they start, some at their work, some in the instant in which something happens. */
async function momentOfDeath({ provider }: World, life: Life, random: Random): Promise<void> {
  const place = random.next();
  if (place < 0.15) return delay(random.between(0, 500));
  await life.ready;
  await delay(random.between(0, 400));
  if (place < 0.5)
    await happening(provider, random.oneOf(["inbound", "webhook", "created", "status"]));
}

/** Resolves when the provider next sees this, or when 300 ms have passed without it. */
function happening({ onEvent }: World["provider"], kind: string): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      off();
      resolve();
    };
    const timer = setTimeout(finish, 300);
    const off = onEvent((event) => event.kind === kind && finish());
  });
}

/** Those outside are not always at their best either. */
function spoil({ provider, answerer }: World, random: Random): void {
  provider.behaviour.callbacks = random.oneOf(["in_order", "shuffled", "off"]);
  if (random.chance(0.2)) provider.faults.next("create", random.oneOf(FAULTS));
  if (random.chance(0.2)) answerer.spoil(random);
}

const FAULTS: [ProviderFault, ...ProviderFault[]] = [
  { kind: "created_then_reset" },
  { kind: "created_then_500" },
  { kind: "callback_before_answer" },
  { kind: "reset" },
];
