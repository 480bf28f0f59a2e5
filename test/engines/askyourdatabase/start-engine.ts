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
import { createHttp } from "../../../src/http.ts";
import type { Answer } from "../../../src/nouns.ts";

export const API_KEY = "key-canary-51f0";
export const CHATBOT_ID = "5da7b8cf3a372f5e6e6b64af9ae189c7";

export type Started = {
  standIn: AskYourDatabaseStandIn;
  engine: Engine;
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
  const sessions = createKeeper(clock);
  const settings = { ...usualSettings(standIn.url), ...changes };
  const engine = createAskYourDatabase({ http, clock, sessions, log, settings });
  return {
    standIn,
    engine,
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

export function aQuestion(changes: Partial<Question> = {}): Question {
  return {
    conversationId: 7,
    turnId: 1,
    language: "en",
    contact: { address: "+15555550101" },
    text: "How many customers do we have?",
    signal: new AbortController().signal,
    ...changes,
  };
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

function createKeeper(clock: Clock): SessionKeeper {
  const kept = new Map<number, { value: string; expiresAt: number }>();
  return {
    async load(conversationId) {
      const session = kept.get(conversationId);
      return session && session.expiresAt > clock.now() ? session.value : undefined;
    },
    async save(conversationId, value, expiresAt) {
      kept.set(conversationId, { value, expiresAt });
    },
    async drop(conversationId) {
      kept.delete(conversationId);
    },
  };
}
