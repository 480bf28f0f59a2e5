import { pino } from "pino";
import { onTestFinished } from "vitest";
import { systemClock, type Clock } from "../../../src/clock.ts";
import {
  startOpenAiStandIn,
  type OpenAiStandIn,
  type StandInOptions,
} from "../../../src/demo/openai/stand-in.ts";
import type { Engine, Question, SessionKeeper } from "../../../src/engines/engine.ts";
import type { Settings } from "../../../src/engines/openai/dependencies.ts";
import { createOpenAi } from "../../../src/engines/openai/openai.ts";
import { createHttp } from "../../../src/http/http.ts";
import type { Answer, Exchange, TokenUse } from "../../../src/nouns.ts";
import { aQuestion } from "../../contracts/engine/a-question.ts";
import { aSessionKeeper } from "../../kit/a-session-keeper.ts";

export const API_KEY = "sk-canary-51f0";
export const MODEL = "gpt-6-luna";

export type Started = {
  standIn: OpenAiStandIn;
  engine: Engine;
  /** Another instance with the same sessions and the same transcript. */
  nextEngine(): Engine;
  sessions: SessionKeeper;
  /** Our own transcript, which grows with every answer that `ask` gave. */
  transcript: Exchange[];
  /** The same engine; what it answers is stored in our transcript. */
  stored(engine: Engine): Engine;
  /** Another engine has answered this meanwhile. */
  answeredElsewhere(question: string, answer: string): void;
  /** How often our transcript was read so far. */
  recalls(): number;
  counted: { tokens: TokenUse[]; rotated: { before: number; after: number }[] };
  /** Every line of the log so far. */
  logged(): string;
  ask(changes?: Partial<Question> | string): Promise<Answer>;
};

/** The engine with the official client, asking a stand-in over real HTTP. */
export async function startEngine(
  changes: Partial<Settings> = {},
  { clock = systemClock, ...options }: Partial<StandInOptions> & { clock?: Clock } = {},
): Promise<Started> {
  const standIn = await startOpenAiStandIn({ apiKey: API_KEY, model: MODEL, ...options });
  onTestFinished(() => standIn.close());
  const http = createHttp({ connectMs: 2_000 });
  onTestFinished(() => http.close());
  const lines: string[] = [];
  let recalls = 0;
  const transcript: Exchange[] = [];
  const counted: Started["counted"] = { tokens: [], rotated: [] };
  const sessions = aSessionKeeper(clock);
  const nextEngine = () =>
    createOpenAi({
      http,
      clock,
      sessions,
      log: pino({}, { write: (line) => void lines.push(line) }),
      async recall(_conversationId, most) {
        recalls += 1;
        return transcript.toSorted((a, b) => a.turnId - b.turnId).slice(-most);
      },
      settings: { ...usualSettings(standIn.url), ...changes },
      count: {
        tokens: (use) => void counted.tokens.push(use),
        rotated: (input) => void counted.rotated.push(input),
      },
    });
  const engine = nextEngine();
  const remember = ({ turnId, text }: Question, answer: string) =>
    void transcript.push({ turnId, question: text, answer, at: clock.now() });
  const stored = (it: Engine): Engine => ({
    ...it,
    async answer(question) {
      const answer = await it.answer(question);
      remember(question, answer.text);
      return answer;
    },
  });
  return {
    standIn,
    engine,
    nextEngine,
    sessions,
    transcript,
    recalls: () => recalls,
    counted,
    answeredElsewhere: (text, answer) => remember(aQuestion({ text }), answer),
    logged: () => lines.join(""),
    stored,
    ask: (given = {}) =>
      stored(engine).answer(aQuestion(typeof given === "string" ? { text: given } : given)),
  };
}

function usualSettings(baseUrl: string): Settings {
  return {
    apiKey: API_KEY,
    model: MODEL,
    baseUrl,
    instructions: "You help the people of a shop.",
    history: "conversation",
    idleMs: 5_000,
    totalMs: 10_000,
    maxAnswerBytes: 200_000,
  };
}
