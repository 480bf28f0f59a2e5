import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answerer } from "./answerers/answerer.ts";
import { recordHistory } from "./history.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { startLife, type Life } from "./life.ts";
import { CANARY } from "./load.ts";
import type { Point } from "./preload/points.ts";
import { NAME, type Provider } from "./providers/provider.ts";
import { createSkippedTime } from "./skipped-time.ts";
import { CHANNELS, ENGINES, FIRST_STAGE, type Stage } from "./stage.ts";

export type World = {
  provider: Provider;
  answerer: Answerer;
  ledger: Ledger;
  /** The database of all the lives. */
  file: string;
  lives: readonly Life[];
  /** The next process, on the same file and port. The one before must have ended. */
  begin(armed?: { point: Point; statements?: number }): Life;
  skip(ms: number): void;
  close(): Promise<void>;
};

/** Numbers of contacts all begin like this; logs are searched for it. */
const CANARIES = [CANARY, NAME, "15555551"];

/** Two stand-ins, a folder, and one server after the other between them. */
export async function startWorld({
  stage = FIRST_STAGE,
  migrated = true,
}: { stage?: Stage; migrated?: boolean } = {}): Promise<World> {
  const time = createSkippedTime();
  const folder = mkdtempSync(join(tmpdir(), "askline-chaos-"));
  const provider = await CHANNELS[stage.channel]();
  const answerer = await ENGINES[stage.engine]();
  const port = await portToKeep();
  provider.deliverTo(`http://127.0.0.1:${port}`);
  const file = join(folder, "askline.db");
  const settings = { ...OURS, PORT: String(port), DATABASE_URL: `sqlite:${file}` };
  Object.assign(settings, provider.settings, answerer.settings);
  const canaries = [...CANARIES, ...provider.secrets, ...answerer.secrets];
  const lives: Life[] = [];
  if (migrated) await recordHistory(file);

  return {
    provider,
    answerer,
    ledger: createLedger(),
    file,
    lives,
    begin(armed) {
      const skippedMs = time.skippedMs();
      const life = startLife({ folder, settings, skippedMs, canaries, ...armed });
      lives.push(life);
      return life;
    },
    skip: time.skip,
    async close() {
      await lives.at(-1)?.kill();
      await Promise.all([provider.close(), answerer.close()]);
      rmSync(folder, { recursive: true, force: true });
      time.restore();
    },
  };
}

const OURS = {
  HOST: "127.0.0.1",
  LOG_DIR: "",
  LOG_LEVEL: "trace",
  MERGE_WINDOW_MS: "0",
  CONTACT_MESSAGES_PER_MINUTE: "400",
  CONTACT_ANSWERS_PER_DAY: "100000",
};

/**
 * A port below those that connections get by themselves: while no server listens, nobody else may
 * be given its port, and no connection to it may meet itself.
 */
async function portToKeep(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const probe = createServer().listen(port, "127.0.0.1");
    const isFree = await once(probe, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    probe.close();
    await once(probe, "close");
    return port;
  }
  throw new Error("There is no free port from 20000 to 29999.");
}
