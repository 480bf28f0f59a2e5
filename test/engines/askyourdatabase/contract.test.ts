import type { Fault } from "../../../src/demo/askyourdatabase/faults.ts";
import {
  engineContract,
  type EngineFault,
  type EngineInTest,
  type StartEngine,
} from "../../contracts/engine.contract.ts";
import { NOWHERE } from "../../kit/start-peer.ts";
import { API_KEY, startEngine } from "./start-engine.ts";

const TEXT = { isText: true, content: "We have 40 customers." };

const FAULTS: Partial<Record<EngineFault, Fault>> = {
  "5xx": { kind: "status", status: 502, body: "<h1>Bad gateway</h1>" },
  busy: { kind: "status", status: 429 },
  busy_for_7_seconds: { kind: "status", status: 429, headers: { "retry-after": "7" } },
  reset_before: { kind: "reset" },
  silence: { kind: "silence" },
  refused: { kind: "status", status: 400 },
  breaks_off_after_text: { kind: "stream", events: [TEXT], stop: { with: "reset" } },
  stalls_after_text: { kind: "stream", events: [TEXT], stop: { with: "stall" } },
};

/** A session that is refused is opened anew; only the key itself tells of wrong credentials. */
const WITH_KEY: Partial<Record<EngineFault, Fault>> = {
  ...FAULTS,
  credentials_wrong: { kind: "status", status: 401 },
  page_in_place_of_an_answer: { kind: "html" },
};

engineContract("AskYourDatabase, in sessions", startWith("session", FAULTS), {
  faults: Object.keys(FAULTS) as EngineFault[],
});
engineContract("AskYourDatabase, with its key", startWith("api-key", WITH_KEY), {
  faults: Object.keys(WITH_KEY) as EngineFault[],
});

function startWith(
  mode: "session" | "api-key",
  faults: Partial<Record<EngineFault, Fault>>,
): StartEngine {
  return async function start({ unreachable, ...limits } = {}): Promise<EngineInTest> {
    const url = unreachable && { url: NOWHERE };
    const started = await startEngine({ mode, ...limits, ...url });
    const { engine, nextEngine, standIn, logged } = started;
    return {
      engine,
      nextEngine,
      logged,
      spoil(fault) {
        const happens = faults[fault];
        if (happens) standIn.faults.next("ask", happens);
      },
      arrived: () =>
        standIn.asked.map(({ question, endedAt }) => ({
          text: question,
          isOver: endedAt !== undefined,
        })),
      opened: () => standIn.calls.session + standIn.calls.newChat,
      secrets: [API_KEY, standIn.url],
    };
  };
}
