import { randomBytes } from "node:crypto";
import { join } from "node:path";

export const account = {
  accountSid: "AC00000000000000000000000000000001",
  authToken: randomBytes(16).toString("hex"),
  number: "+14155238886",
  chatbotId: randomBytes(16).toString("hex"),
  apiKey: randomBytes(32).toString("hex"),
};

/** What the providers believe the server is called; only the stand-ins ever use it. */
export const PUBLIC_URL = "https://askline.example";

/** All that the server is told: nothing of the surroundings, so that a demo never meets a real account. */
export function demoSettings(demo: {
  port: number;
  folder: string;
  twilioUrl: string;
  askYourDatabaseUrl: string;
}): NodeJS.ProcessEnv {
  return {
    HOST: "127.0.0.1",
    PORT: String(demo.port),
    PUBLIC_URL,
    TWILIO_ACCOUNT_SID: account.accountSid,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_FROM_NUMBER: account.number,
    TWILIO_API_URL: demo.twilioUrl,
    TWILIO_MESSAGING_API_URL: demo.twilioUrl,
    ASKYOURDATABASE_API_KEY: account.apiKey,
    ASKYOURDATABASE_CHAT_ID: account.chatbotId,
    ASKYOURDATABASE_URL: demo.askYourDatabaseUrl,
    DATABASE_URL: `sqlite:${join(demo.folder, "askline.db")}`,
    LOG_DIR: "",
    // Windows opens no sockets without it.
    ...(process.env["SystemRoot"] && { SystemRoot: process.env["SystemRoot"] }),
  };
}
