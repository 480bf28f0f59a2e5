import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import {
  startAskYourDatabaseStandIn,
  type AskYourDatabaseStandIn,
} from "../../src/demo/askyourdatabase/stand-in.ts";
import { startTwilioStandIn, type TwilioStandIn } from "../../src/demo/twilio/twilio.ts";
import { startServer, type ServerProcess } from "./start-server.ts";

export type Journey = {
  twilio: TwilioStandIn;
  database: AskYourDatabaseStandIn;
  /** The process that runs now; `restart` puts another one in its place, on the same port and file. */
  server(): ServerProcess;
  restart(settings?: Record<string, string>): Promise<void>;
  databaseFile: string;
};

export const ACCOUNT_SID = "AC00000000000000000000000000000001";
export const AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
export const NUMBER = "+14155238886";
const API_KEY = "key-of-the-company-database";
const CHATBOT_ID = "5da7b8cf3a372f5e6e6b64af9ae189c7";

/** The real server as a process of its own between the two stand-ins; all of it ends with the test. */
export async function startJourney(settings: Record<string, string> = {}): Promise<Journey> {
  const folder = mkdtempSync(join(tmpdir(), "askline-journey-"));
  const twilio = await startTwilioStandIn({
    accountSid: ACCOUNT_SID,
    authToken: AUTH_TOKEN,
    number: NUMBER,
  });
  const database = await startAskYourDatabaseStandIn({ apiKey: API_KEY, chatbotId: CHATBOT_ID });
  const databaseFile = join(folder, "askline.db");
  const base = {
    HOST: "127.0.0.1",
    PORT: "0",
    PUBLIC_URL: "https://bot.example.com",
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_FROM_NUMBER: NUMBER,
    TWILIO_API_URL: twilio.url,
    TWILIO_MESSAGING_API_URL: twilio.url,
    ASKYOURDATABASE_API_KEY: API_KEY,
    ASKYOURDATABASE_CHAT_ID: CHATBOT_ID,
    ASKYOURDATABASE_URL: database.url,
    DATABASE_URL: `sqlite:${databaseFile}`,
    LOG_DIR: "",
    MERGE_WINDOW_MS: "0",
    ...settings,
  };
  let server: ServerProcess | undefined;
  // Before the server is started: one that cannot start leaves nothing behind either.
  onTestFinished(async () => {
    await server?.kill();
    await Promise.all([twilio.close(), database.close()]);
    rmSync(folder, { recursive: true, force: true });
  });
  server = await startServer({ folder, settings: base });
  deliver();

  return {
    twilio,
    database,
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
    twilio.deliverTo({
      signedUrl: "https://bot.example.com/whatsapp",
      callUrl: `${running().url}/whatsapp`,
    });
  }
}
