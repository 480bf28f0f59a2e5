import type { Clock } from "../../clock.ts";
import type { Http } from "../../http/http.ts";
import type { SessionKeeper } from "../engine.ts";
import type { Questionnaire } from "./questionnaire-schema.ts";

export type Log = Record<"info" | "warn" | "error", (fields: object, message: string) => void>;

export type Settings = {
  questionnaire: Questionnaire;
  /** Where the answers go. */
  apiUrl: string;
  /** `whsec_` and base64, as Standard Webhooks writes it; anything else is the secret as it stands. */
  apiSecret: string;
  /** Longest time for one answer. */
  totalMs: number;
};

export type Dependencies = {
  http: Pick<Http, "request">;
  clock: Pick<Clock, "now">;
  log: Log;
  sessions: SessionKeeper;
  settings: Settings;
  /** Hears when the external API goes down, and when it is back. */
  onDown?: (isDown: boolean) => void;
};
