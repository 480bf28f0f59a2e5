import { onTestFinished } from "vitest";
import { startExternalApi, type ExternalApi } from "../../../src/demo/external-api/external-api.ts";
import type { Engine, Place, Question, SessionKeeper } from "../../../src/engines/engine.ts";
import type { Dependencies, Settings } from "../../../src/engines/questionnaire/dependencies.ts";
import {
  questionnaireSchema,
  type Questionnaire,
} from "../../../src/engines/questionnaire/questionnaire-schema.ts";
import { createQuestionnaire } from "../../../src/engines/questionnaire/questionnaire.ts";
import { createHttp } from "../../../src/http/http.ts";
import type { Answer } from "../../../src/nouns.ts";
import { aQuestion } from "../../contracts/engine/a-question.ts";
import { aSessionKeeper } from "../../kit/a-session-keeper.ts";
import { collectLog, type LogEntry } from "../../kit/collect-log.ts";
import { createTestClock, type TestClock } from "../../kit/test-clock.ts";

export const SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
export const CONVERSATION = 7;
export const ANA = "+15555550101";

export type Started = {
  api: ExternalApi;
  engine: Engine;
  sessions: SessionKeeper & { read(): Promise<Record<string, unknown> | undefined> };
  clock: TestClock;
  entries: LogEntry[];
  /** Another engine over the same sessions, as after a restart. */
  restart(changes?: Partial<Settings>): void;
  /** Each message is a turn of its own unless told otherwise. */
  write(text: string, changes?: Partial<Question>): Promise<Answer>;
  /** Writes one after the other and gives the text of the last answer. */
  writeAll(...texts: string[]): Promise<string>;
  /** Asks again after a command, which is a turn of its own unless told otherwise. */
  resume(changes?: Partial<Place>): Promise<Answer>;
  lastTurn(): number;
};

/** The engine, asking a contact and calling a stand-in over real HTTP. */
export async function startQuestionnaire(
  changes: Partial<Settings> = {},
  listening: Pick<Dependencies, "onDown"> = {},
): Promise<Started> {
  const api = await startExternalApi({ secret: SECRET });
  const http = createHttp({ connectMs: 2_000 });
  onTestFinished(async () => {
    await http.close();
    await api.close();
  });
  // Signatures are believed for five minutes: the stand-in's time is the real one.
  const clock = createTestClock(Date.now());
  const { log, entries } = collectLog();
  const keeper = aSessionKeeper(clock);
  const sessions = {
    ...keeper,
    async read() {
      const value = await keeper.load(CONVERSATION);
      return value === undefined ? undefined : JSON.parse(value);
    },
  };
  const settings = {
    questionnaire: aQuestionnaire(),
    apiUrl: api.url,
    apiSecret: SECRET,
    totalMs: 5_000,
    ...changes,
  };
  const dependencies = { http, clock, log, sessions, ...listening };
  let engine = createQuestionnaire({ ...dependencies, settings });
  let turnId = 0;
  return {
    api,
    get engine() {
      return engine;
    },
    sessions,
    clock,
    entries,
    restart(changed = {}) {
      Object.assign(settings, changed);
      engine = createQuestionnaire({ ...dependencies, settings: { ...settings } });
    },
    write,
    async writeAll(...texts) {
      let said = "";
      for (const text of texts) said = (await write(text)).text;
      return said;
    },
    async resume(changed = {}) {
      turnId = changed.turnId ?? turnId + 1;
      const place = { conversationId: CONVERSATION, turnId, language: "en", ...changed } as const;
      return (await engine.resume?.(place)) ?? fail("The questionnaire leads.");
    },
    lastTurn: () => turnId,
  };

  function write(text: string, changed: Partial<Question> = {}): Promise<Answer> {
    turnId = changed.turnId ?? turnId + 1;
    return engine.answer(aQuestion({ conversationId: CONVERSATION, turnId, text, ...changed }));
  }
}

function fail(why: string): never {
  throw new Error(why);
}

/** Name, age, an optional address and a colour. */
export function aQuestionnaire(changes: object = {}): Questionnaire {
  return questionnaireSchema.parse({
    greeting: { en: "Welcome!", de: "Willkommen!" },
    questions: [
      { id: "name", kind: "text", text: { en: "Your name?", de: "Ihr Name?" } },
      { id: "age", kind: "number", text: "Your age?", min: 18, error: "18 or older, please." },
      { id: "email", kind: "email", text: "Your address?", required: false },
      {
        id: "color",
        kind: "choice",
        text: "Which color?",
        choices: [
          { id: "r", title: { en: "Red", de: "Rot" } },
          { id: "b", title: { en: "Blue", de: "Blau" }, description: "like the sky" },
        ],
      },
    ],
    ...changes,
  });
}
