import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestClock } from "../kit/test-clock.ts";
import { askViolations } from "./asking.ts";
import { violations } from "./invariants.ts";
import { createLedger, type Ledger, type Written } from "./ledger.ts";
import { beginLife, type Life } from "./life.ts";
import { createOpenEngine, type OpenEngine } from "./open-engine.ts";
import { createOpenProvider, type OpenProvider } from "./open-provider.ts";
import { openRows } from "./rows.ts";
import { sendViolations } from "./sending.ts";
import type { Settings } from "./settings.ts";

/** The model: what contacts, the engine and the provider know for sure. */
export type Outside = {
  ledger: Ledger;
  engine: OpenEngine;
  provider: OpenProvider;
  crashes: number;
  /** The commands so far. */
  done: string[];
  /** Conversations that somebody took over at some time. */
  everHeld: Set<number>;
};

export type World = Awaited<ReturnType<typeof startWorld>>;

/** One process of ours after the other on the same file, and everything around them. */
export async function startWorld(template: string, settings: Settings) {
  const folder = mkdtempSync(join(tmpdir(), "askline-model-"));
  const file = join(folder, "askline.db");
  copyFileSync(template, file);
  const clock = createTestClock();
  const noticed: string[] = [];
  const engine = createOpenEngine((ask) =>
    noticed.push(...askViolations(ask, outside, rows.read())),
  );
  const provider = createOpenProvider(clock, (part) =>
    noticed.push(...sendViolations(part, outside, rows.read(), clock.now())),
  );
  const outside: Outside = {
    ledger: createLedger(),
    engine,
    provider,
    crashes: 0,
    done: [],
    everHeld: new Set(),
  };
  const ports = { file, clock, settings, engine: engine.engine, channels: provider.channels };
  let life = await beginLife(ports);
  const rows = openRows(file);

  return {
    outside,
    clock,
    life: () => life,
    deliver,
    settle,
    pass,
    sleep,
    crash,
    check,
    rows,
    close,
  };

  /** The provider calls our webhook, and goes on. */
  function deliver(batch: Written[]) {
    for (const written of batch) written.deliveredAt = clock.now();
    const messages = batch.map(({ message }) => message);
    const { ledger } = outside;
    const { receive, clock: itsClock } = life;
    receive({ kind: "delivery", messages, statuses: [] }).then(
      () => messages.forEach(({ providerId }) => ledger.accepted.add(providerId)),
      () => itsClock.isDead() || ledger.refusals.push(...messages.map((one) => one.providerId)),
    );
  }

  async function settle() {
    await life.settle();
    for (; clock.nextInMs() === 0; await life.settle()) await clock.advance(0);
  }

  /** Time goes by, and whoever set a timer is called at its time. */
  async function pass(ms: number) {
    const end = clock.now() + ms;
    for (let next = clock.nextInMs(); next !== undefined; next = clock.nextInMs()) {
      if (clock.now() + next > end) break;
      await clock.advance(next);
      await settle();
    }
    await clock.advance(end - clock.now());
  }

  /** The machine stood still: all timers are late. */
  async function sleep(ms: number) {
    life.clock.sleep();
    await clock.advance(ms);
    life.clock.wakeUp();
  }

  async function crash(downMs = 0) {
    noticed.push(...failures(life));
    life.die();
    for (const { message } of outside.ledger.written)
      if (!outside.ledger.accepted.has(message.providerId))
        outside.ledger.uncertain.add(message.providerId);
    engine.abandon();
    provider.abandon();
    outside.crashes += 1;
    await clock.advance(downMs);
    life = await beginLife(ports);
  }

  function check() {
    const found = violations({
      ...outside,
      ...rows.read(),
      settings,
      now: clock.now(),
      nextTimerInMs: clock.nextInMs(),
    });
    found.push(...noticed, ...failures(life));
    if (found.length > 0) throw new Error(found.join("\n"));
  }

  function close() {
    rows.close();
    life.die();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a defect of ours makes of a conversation that is worked on. */
function failures(life: Life): string[] {
  return life.errors().map(({ code }) => `a conversation failed: ${String(code)}`);
}
