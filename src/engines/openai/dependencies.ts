import type { Logger } from "pino";
import type { Clock } from "../../clock.ts";
import type { OpenAiSettings } from "../../settings/engine-settings.ts";
import type { Http } from "../../http/http.ts";
import type { Language, TokenUse } from "../../nouns.ts";
import type { Recall, SessionKeeper } from "../engine.ts";

export type Settings = OpenAiSettings & {
  /** Longest time for one answer, with all that prepares it. */
  totalMs: number;
  /** Longest silence that is waited for. */
  idleMs: number;
  /** Most bytes of text that are taken; what is longer is cut off. */
  maxAnswerBytes: number;
};

/** For metrics. */
type Count = {
  /** What one run used: a summary is a run as well. */
  tokens(use: TokenUse): void;
  /** Input tokens of the last answer in the old conversation, and of the first one in the new. */
  rotated(input: { before: number; after: number }): void;
};

export type Dependencies = {
  http: Http;
  clock: Clock;
  log: Pick<Logger, "info" | "error">;
  sessions: SessionKeeper;
  recall: Recall;
  settings: Settings;
  count?: Count;
  /** What a contact reads when the model gives no words of its own for refusing. */
  refusal?: (language: Language) => string;
};
