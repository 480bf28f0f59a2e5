import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { ChannelName, EngineName } from "../../src/nouns.ts";
import { PUBLIC_URL } from "./accounts.ts";
import { metaAsProvider, twilioAsProvider, type Provider } from "./provider.ts";
import { startServer, type ServerProcess } from "./start-server.ts";
import {
  engineSettings,
  metaSettings,
  startStandIns,
  twilioSettings,
  type StandIns,
} from "./start-stand-ins.ts";

export { ACCOUNT_SID, AUTH_TOKEN, NUMBER } from "./accounts.ts";

export type Journey = Omit<StandIns, "close"> & {
  /** Whoever brings the messages: Twilio where there are both. */
  provider: Provider;
  /** The process that runs now; `restart` puts another one in its place, on the same port and file. */
  server(): ServerProcess;
  restart(settings?: Record<string, string>): Promise<void>;
  databaseFile: string;
};

type Options = { channel?: ChannelName | "both"; engine?: EngineName };

/** The real server as a process of its own between the stand-ins; all of it ends with the test. */
export async function startJourney(
  settings: Record<string, string> = {},
  { channel = "twilio", engine = "askyourdatabase" }: Options = {},
): Promise<Journey> {
  const folder = mkdtempSync(join(tmpdir(), "askline-journey-"));
  const { close, ...standIns } = await startStandIns();
  const { twilio, meta } = standIns;
  const databaseFile = join(folder, "askline.db");
  const base = {
    HOST: "127.0.0.1",
    PORT: "0",
    ...(channel !== "meta" && twilioSettings(standIns)),
    ...(channel !== "twilio" && metaSettings(standIns)),
    ...engineSettings(standIns),
    ENGINE: engine,
    DATABASE_URL: `sqlite:${databaseFile}`,
    LOG_DIR: "",
    MERGE_WINDOW_MS: "0",
    ...settings,
  };
  let server: ServerProcess | undefined;
  // Before the server is started: one that cannot start leaves nothing behind either.
  onTestFinished(async () => {
    await server?.kill();
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  server = await startServer({ folder, settings: base });
  deliver();

  return {
    ...standIns,
    provider: channel === "meta" ? metaAsProvider(meta) : twilioAsProvider(twilio),
    databaseFile,
    server: running,
    async restart(changes = {}) {
      const port = String(running().port);
      server = await startServer({ folder, settings: { ...base, PORT: port, ...changes } });
      deliver();
    },
  };

  function running(): ServerProcess {
    if (!server) throw new Error("The server has not started.");
    return server;
  }

  function deliver() {
    const { url } = running();
    twilio.deliverTo({ signedUrl: `${PUBLIC_URL}/whatsapp`, callUrl: `${url}/whatsapp` });
    meta.deliverTo({ callUrl: `${url}/webhook` });
  }
}
