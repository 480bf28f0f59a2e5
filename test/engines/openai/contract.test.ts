import type { OpenAiFault } from "../../../src/demo/openai/fault.ts";
import {
  engineContract,
  type EngineFault,
  type EngineInTest,
  type StartEngine,
} from "../../contracts/engine.contract.ts";
import { NOWHERE } from "../../kit/start-peer.ts";
import { API_KEY, startEngine } from "./start-engine.ts";

const FAULTS: Record<EngineFault, OpenAiFault> = {
  "5xx": { kind: "html", status: 502 },
  busy: { kind: "error", status: 429, code: "rate_limit_exceeded" },
  busy_for_7_seconds: { kind: "error", status: 429, headers: { "retry-after": "7" } },
  reset_before: { kind: "reset" },
  silence: { kind: "silence" },
  never_ends: { kind: "run", dripMs: 100, text: "word ".repeat(1_000) },
  refused: { kind: "error", status: 400, message: "canary", code: "invalid_value" },
  credentials_wrong: { kind: "error", status: 401, message: API_KEY, code: "invalid_api_key" },
  page_in_place_of_an_answer: { kind: "html" },
  breaks_off_after_text: { kind: "run", pieces: 2, end: { kind: "reset" } },
  stalls_after_text: { kind: "run", pieces: 2, end: { kind: "stall" } },
};

const faults = Object.keys(FAULTS) as EngineFault[];

for (const history of ["conversation", "local"] as const)
  engineContract(`OpenAI, history ${history}`, startWith(history), { faults });

function startWith(history: "conversation" | "local"): StartEngine {
  return async function start({ unreachable, ...limits } = {}): Promise<EngineInTest> {
    const baseUrl = unreachable && { baseUrl: `${NOWHERE}/v1` };
    const started = await startEngine({ history, ...limits, ...baseUrl });
    const { engine, nextEngine, stored, standIn, logged } = started;
    return {
      engine: stored(engine),
      nextEngine: () => stored(nextEngine()),
      logged,
      spoil: (fault) => standIn.faults.next("responses", FAULTS[fault]),
      arrived: () =>
        standIn.asked.map(({ question, endedAt }) => ({
          text: question,
          isOver: endedAt !== undefined,
        })),
      opened: () => standIn.calls.conversations,
      secrets: [API_KEY, standIn.url],
    };
  };
}
