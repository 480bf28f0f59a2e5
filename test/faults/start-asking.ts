import { pino } from "pino";
import { onTestFinished } from "vitest";
import type { AskYourDatabaseStandIn } from "../../src/demo/askyourdatabase/stand-in.ts";
import type { Fault as FaultOfStandIn } from "../../src/demo/askyourdatabase/faults.ts";
import { createAskYourDatabase } from "../../src/engines/askyourdatabase/askyourdatabase.ts";
import type { AskYourDatabaseSettings } from "../../src/engines/askyourdatabase/dependencies.ts";
import type { Engine, SessionKeeper } from "../../src/engines/engine.ts";
import { createHttp } from "../../src/http/http.ts";
import {
  API_KEY,
  aQuestion,
  CHATBOT_ID,
  startStandIn,
} from "../engines/askyourdatabase/start-engine.ts";
import { createTestClock } from "../kit/test-clock.ts";
import { standBetween, type Between } from "./between.ts";
import type { Fault } from "./faults.ts";
import { CONNECT_MS, IDLE_MS, impatient, TOTAL_MS } from "./impatient.ts";

export type Mode = AskYourDatabaseSettings["mode"];

/** For AskYourDatabase also what only its stand-in can do. */
export type FaultAtAskYourDatabase = Omit<Fault, "answer"> & { answer?: FaultOfStandIn };

export type SpoiledEngine = { engine: Engine; standIn: AskYourDatabaseStandIn } & Pick<
  Between,
  "proxy" | "end"
>;

/** Where a question can go wrong, and how its request begins. */
const REQUESTS = {
  session: "POST /api/chatbot/v2/session",
  callback: "GET /api/chatbot/auth/callback",
  newChat: "POST /api/chatbot/newChat",
  ask: "POST /api/ask",
};
export type Step = keyof typeof REQUESTS;

/** The engine and AskYourDatabase, between which the next request of a step goes wrong. */
export async function startAsking(
  mode: Mode,
  fault: FaultAtAskYourDatabase,
  step: Step,
): Promise<SpoiledEngine> {
  const standIn = await startStandIn();
  const { url, proxy, begin, end } = await standBetween(standIn.url, fault);
  const sessions = createKeeper();
  if (step === "ask") await openEarlier(standIn.url, mode, sessions);
  sessions.move(standIn.url, url);
  await begin(REQUESTS[step]);
  if (fault.answer) standIn.faults.next(step, fault.answer);
  return { engine: anEngine(url, mode, sessions), standIn, proxy, end };
}

/** What is asked next needs no session any more, and meets the fault on a connection of its own. */
async function openEarlier(url: string, mode: Mode, sessions: SessionKeeper): Promise<void> {
  await anEngine(url, mode, sessions).answer(aQuestion());
}

function anEngine(url: string, mode: Mode, sessions: SessionKeeper): Engine {
  const http = createHttp({ connectMs: CONNECT_MS });
  onTestFinished(() => http.close());
  const limits = { idleMs: IDLE_MS, totalMs: TOTAL_MS, maxAnswerBytes: 200_000 };
  return createAskYourDatabase({
    http: impatient(http),
    clock: createTestClock(),
    sessions,
    log: pino({ enabled: false }),
    settings: { url, apiKey: API_KEY, chatbotId: CHATBOT_ID, mode, ...limits },
  });
}

function createKeeper() {
  const kept = new Map<number, string>();
  return {
    load: async (conversationId: number) => kept.get(conversationId),
    save: async (conversationId: number, value: string) => void kept.set(conversationId, value),
    drop: async (conversationId: number) => void kept.delete(conversationId),
    /** A session is kept together with the address that it was opened at. */
    move(from: string, to: string) {
      for (const [id, value] of kept) kept.set(id, value.replaceAll(from, to));
    },
  };
}
