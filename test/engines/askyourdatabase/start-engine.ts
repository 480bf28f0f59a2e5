import { pino } from "pino";
import { onTestFinished } from "vitest";
import { systemClock, type Clock } from "../../../src/clock.ts";
import {
  startAskYourDatabaseStandIn,
  type AskYourDatabaseStandIn,
  type StandInOptions,
} from "../../../src/demo/askyourdatabase/stand-in.ts";
import { createAskYourDatabase } from "../../../src/engines/askyourdatabase/askyourdatabase.ts";
import type { AskYourDatabaseSettings } from "../../../src/engines/askyourdatabase/dependencies.ts";
import type { Engine, Question, SessionKeeper } from "../../../src/engines/engine.ts";
import { createHttp } from "../../../src/http/http.ts";
import type { Answer } from "../../../src/nouns.ts";
import { aQuestion } from "../../contracts/engine/a-question.ts";
import { aSessionKeeper } from "../../kit/a-session-keeper.ts";

export { aQuestion };

export const API_KEY = "key-canary-51f0";
export const CHATBOT_ID = "5da7b8cf3a372f5e6e6b64af9ae189c7";

type Started = {
  standIn: AskYourDatabaseStandIn;
  engine: Engine;
  /** Another instance with the same sessions. */
  nextEngine(): Engine;
  sessions: SessionKeeper;
  /** Every line of the log so far. */
  logged(): string;
  ask(changes?: Partial<Question>): Promise<Answer>;
};

/** The engine, asking a stand-in over real HTTP. */
export async function startEngine(
  changes: Partial<AskYourDatabaseSettings> = {},
  { clock = systemClock, ...options }: Partial<StandInOptions> & { clock?: Clock } = {},
): Promise<Started> {
  const standIn = await startStandIn(options);
  const http = createHttp({ connectMs: 2_000 });
  onTestFinished(() => http.close());
  const lines: string[] = [];
  const log = pino({}, { write: (line) => void lines.push(line) });
  const sessions = aSessionKeeper(clock);
  const settings = { ...usualSettings(standIn.url), ...changes };
  const nextEngine = () => createAskYourDatabase({ http, clock, sessions, log, settings });
  const engine = nextEngine();
  return {
    standIn,
    engine,
    nextEngine,
    sessions,
    logged: () => lines.join(""),
    ask: (changes) => engine.answer(aQuestion(changes)),
  };
}

export async function startStandIn(
  options: Partial<StandInOptions> = {},
): Promise<AskYourDatabaseStandIn> {
  const standIn = await startAskYourDatabaseStandIn({
    apiKey: API_KEY,
    chatbotId: CHATBOT_ID,
    ...options,
  });
  onTestFinished(() => standIn.close());
  return standIn;
}

function usualSettings(url: string): AskYourDatabaseSettings {
  return {
    url,
    apiKey: API_KEY,
    chatbotId: CHATBOT_ID,
    mode: "session",
    idleMs: 5_000,
    totalMs: 10_000,
    maxAnswerBytes: 200_000,
  };
}
