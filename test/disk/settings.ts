import { join } from "node:path";

export const ACCOUNT = "AC00000000000000000000000000000001";
export const TOKEN = "0123456789abcdef0123456789abcdef";
const NOWHERE = "http://127.0.0.1:9";

/** Everything is taken in, nothing is answered: what the disk is asked for comes from webhooks alone. */
export function settingsFor(folder: string): Record<string, string> {
  return {
    HOST: "127.0.0.1",
    PORT: "0",
    PUBLIC_URL: "https://bot.example.com",
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_FROM_NUMBER: "+14155238886",
    TWILIO_API_URL: NOWHERE,
    TWILIO_MESSAGING_API_URL: NOWHERE,
    ASKYOURDATABASE_API_KEY: "key-of-the-company-database",
    ASKYOURDATABASE_CHAT_ID: "5da7b8cf3a372f5e6e6b64af9ae189c7",
    ASKYOURDATABASE_URL: NOWHERE,
    DATABASE_URL: `sqlite:${join(folder, "askline.db")}`,
    LOG_DIR: "",
    MERGE_WINDOW_MS: "60000",
  };
}
