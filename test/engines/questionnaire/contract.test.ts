import type { Fault } from "../../../src/demo/external-api/fault.ts";
import { aQuestion } from "../../contracts/engine/a-question.ts";
import {
  engineContract,
  type EngineFault,
  type EngineInTest,
  type StartEngine,
} from "../../contracts/engine.contract.ts";
import { NOWHERE } from "../../kit/start-peer.ts";
import { aQuestionnaire, SECRET, startQuestionnaire } from "./start-questionnaire.ts";

/**
 * What the API can do when the last answer is passed on. What the contract knows beyond that ends
 * differently here: a refusal is an answer ("the answers are kept"), and whoever is silent is asked
 * again, as the API can tell a repetition.
 */
const FAULTS: Partial<Record<EngineFault, Fault>> = {
  "5xx": { kind: "status", status: 502 },
  busy: { kind: "status", status: 429 },
  busy_for_7_seconds: { kind: "status", status: 429, headers: { "retry-after": "7" } },
  reset_before: { kind: "reset" },
  page_in_place_of_an_answer: { kind: "html" },
};

engineContract("questionnaire", startBeforeTheLastAnswer, {
  faults: Object.keys(FAULTS) as EngineFault[],
});

async function startBeforeTheLastAnswer({
  unreachable,
  totalMs = 5_000,
}: Parameters<StartEngine>[0] = {}): Promise<EngineInTest> {
  const questionnaire = aQuestionnaire({
    questions: [{ id: "wish", kind: "text", text: "What would you like to know?" }],
  });
  const apiUrl = unreachable && { apiUrl: NOWHERE };
  const started = await startQuestionnaire({ questionnaire, totalMs, ...apiUrl });
  const { api, engine, entries, restart } = started;
  await engine.answer(aQuestion({ text: "Hello" }));
  return {
    engine,
    nextEngine() {
      restart();
      return started.engine;
    },
    logged: () => JSON.stringify(entries),
    spoil(fault) {
      const happens = FAULTS[fault];
      if (happens) api.faults.next("submit", happens);
    },
    arrived: () => Array.from({ length: api.calls.all }, () => ({ text: "", isOver: true })),
    opened: () => 1,
    secrets: [SECRET, api.url],
  };
}
