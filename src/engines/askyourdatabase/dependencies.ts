import type { Logger } from "pino";
import type { Clock } from "../../clock.ts";
import type { Http } from "../../http/http.ts";
import type { SessionKeeper } from "../engine.ts";

export type Log = Pick<Logger, "info" | "warn">;

export type AskYourDatabaseSettings = {
  /** Base of every address, without a slash at the end. */
  url: string;
  apiKey: string;
  chatbotId: string;
  /**
   * `session`: every contact is somebody of their own at AskYourDatabase, with a token of their own.
   * `api-key`: every conversation is a chat of the key's owner.
   */
  mode: "session" | "api-key";
  /** Longest silence that is waited for. */
  idleMs: number;
  /** Longest time for one answer, opening a session included. */
  totalMs: number;
  /** Most bytes of text that are taken; what is longer is cut off. */
  maxAnswerBytes: number;
};

export type Dependencies = {
  http: Http;
  clock: Clock;
  sessions: SessionKeeper;
  log: Log;
  settings: AskYourDatabaseSettings;
};

/** What lets us ask: a token of the contact, or the id of a chat that the API key may use. */
export type Access = { mode: "session"; token: string } | { mode: "api-key"; chatid: string };

/** `expiresAt` in milliseconds since 1970. */
export type OpenedAccess = { access: Access; expiresAt: number };
