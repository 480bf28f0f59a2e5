import { setTimeout as delay } from "node:timers/promises";
import type { TwilioEvent } from "../../src/demo/twilio/events.ts";
import type { TwilioFault } from "../../src/demo/twilio/fault.ts";
import { gatherEvidence } from "./evidence.ts";
import { violations } from "./invariants.ts";
import type { Life } from "./life.ts";
import { startLoad } from "./load.ts";
import { createRandom, type Random } from "./random.ts";
import { countsOf, type Report } from "./report.ts";
import { settle } from "./settle.ts";
import { startWorld, type World } from "./world.ts";

type Options = {
  kills: number;
  seed: number;
  contacts?: number;
  onKill?(killed: number): void;
};

/**
 * Kills the server again and again at moments that nobody chose, while contacts keep writing; then
 * lets it finish what is due, and looks for anything that was lost or doubled.
 */
export async function runKillLoop({ kills, seed, contacts = 6, onKill }: Options): Promise<Report> {
  const startedAt = performance.now();
  const world = await startWorld();
  try {
    const { twilio, ledger } = world;
    const load = startLoad({ twilio, ledger, seed, contacts });
    const random = createRandom(seed);
    for (let killed = 1; killed <= kills; killed += 1) {
      await liveAndDie(world, random);
      onKill?.(killed);
    }
    await load.stop();
    const code = await lastLife(world);
    const evidence = gatherEvidence(world);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const found = violations(evidence);
    if (code !== 0) found.push(`the last server ended with ${code}`);
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
  // Mostly it is back at once; now and then after minutes, when unknown parts are resolved.
  if (random.chance(0.25)) world.skip(180_000);
}

/** Some die while they start, some at their work, some in the instant in which something happens. */
async function momentOfDeath({ twilio }: World, life: Life, random: Random): Promise<void> {
  const place = random.next();
  if (place < 0.15) return delay(random.between(0, 500));
  await life.ready;
  await delay(random.between(0, 600));
  if (place < 0.5)
    await happening(twilio, random.oneOf(["inbound", "webhook", "created", "status"]));
}

/** Resolves when the provider next sees this, or when 300 ms have passed without it. */
function happening({ onEvent }: World["twilio"], kind: TwilioEvent["kind"]): Promise<void> {
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

/** The providers are not always at their best either. */
function spoil({ twilio }: World, random: Random): void {
  twilio.behaviour.callbacks = random.oneOf(["in_order", "shuffled", "off"]);
  if (!random.chance(0.2)) return;
  twilio.faults.next("create", random.oneOf(FAULTS));
}

const FAULTS: [TwilioFault, ...TwilioFault[]] = [
  { kind: "created_then_reset" },
  { kind: "created_then_500" },
  { kind: "callback_before_answer" },
  { kind: "reset" },
];

/** Nobody writes any more, nothing goes wrong, and unknown parts are old enough to be resolved. */
async function lastLife(world: World): Promise<number | null> {
  world.twilio.faults.clear();
  world.skip(180_000);
  const life = world.begin();
  await life.ready;
  await settle(world.file, 60_000).catch((left: Error) => {
    throw new Error(`${left.message}\nThe last words:\n${life.lastWords()}`);
  });
  return life.finish();
}
