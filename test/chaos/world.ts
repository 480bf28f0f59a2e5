import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  startAskYourDatabaseStandIn,
  type AskYourDatabaseStandIn,
} from "../../src/demo/askyourdatabase/stand-in.ts";
import { startTwilioStandIn, type TwilioStandIn } from "../../src/demo/twilio/twilio.ts";
import { NAME } from "./deliver.ts";
import { recordHistory } from "./history.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { startLife, type Life } from "./life.ts";
import { CANARY } from "./load.ts";
import type { Point } from "./preload/points.ts";
import { createSkippedTime } from "./skipped-time.ts";

export type World = {
  twilio: TwilioStandIn;
  database: AskYourDatabaseStandIn;
  ledger: Ledger;
  /** The database of all the lives. */
  file: string;
  lives: readonly Life[];
  /** The next process, on the same file and port. The one before must have ended. */
  begin(armed?: { point: Point; statements?: number }): Life;
  skip(ms: number): void;
  close(): Promise<void>;
};

const ACCOUNT_SID = "AC00000000000000000000000000000001";
const AUTH_TOKEN = "canary-token-89abcdef0123456789";
const API_KEY = "canary-key-of-the-company-database";
const NUMBER = "+14155238886";
const CHATBOT_ID = "5da7b8cf3a372f5e6e6b64af9ae189c7";
const PUBLIC_URL = "https://bot.example.com";

/** Numbers of contacts all begin like this; logs are searched for it. */
const CANARIES = [CANARY, NAME, AUTH_TOKEN, API_KEY, "15555551"];

/** Two stand-ins, a folder, and one server after the other between them. */
export async function startWorld({ migrated = true } = {}): Promise<World> {
  const time = createSkippedTime();
  const folder = mkdtempSync(join(tmpdir(), "askline-chaos-"));
  const twilio = await startTwilioStandIn({
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    number: NUMBER,
  });
  const database = await startAskYourDatabaseStandIn({
    apiKey: API_KEY,
    chatbotId: CHATBOT_ID,
    answerDelayMs: 30,
  });
  const port = await portToKeep();
  twilio.deliverTo({
    signedUrl: `${PUBLIC_URL}/whatsapp`,
    callUrl: `http://127.0.0.1:${port}/whatsapp`,
  });
  const file = join(folder, "askline.db");
  const settings = settingsOf({ port, file, twilioUrl: twilio.url, databaseUrl: database.url });
  const lives: Life[] = [];
  if (migrated) await recordHistory(file);

  return {
    twilio,
    database,
    ledger: createLedger(),
    file,
    lives,
    begin(armed) {
      const skippedMs = time.skippedMs();
      const life = startLife({ folder, settings, skippedMs, canaries: CANARIES, ...armed });
      lives.push(life);
      return life;
    },
    skip: time.skip,
    async close() {
      await lives.at(-1)?.kill();
      await Promise.all([twilio.close(), database.close()]);
      rmSync(folder, { recursive: true, force: true });
      time.restore();
    },
  };
}

function settingsOf(where: { port: number; file: string; twilioUrl: string; databaseUrl: string }) {
  return {
    HOST: "127.0.0.1",
    PORT: String(where.port),
    PUBLIC_URL,
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_FROM_NUMBER: NUMBER,
    TWILIO_API_URL: where.twilioUrl,
    TWILIO_MESSAGING_API_URL: where.twilioUrl,
    ASKYOURDATABASE_API_KEY: API_KEY,
    ASKYOURDATABASE_CHAT_ID: CHATBOT_ID,
    ASKYOURDATABASE_URL: where.databaseUrl,
    DATABASE_URL: `sqlite:${where.file}`,
    LOG_DIR: "",
    LOG_LEVEL: "trace",
    MERGE_WINDOW_MS: "0",
    CONTACT_MESSAGES_PER_MINUTE: "10000",
    CONTACT_ANSWERS_PER_DAY: "100000",
  };
}

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
