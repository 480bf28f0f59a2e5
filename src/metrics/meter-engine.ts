import type { Engine } from "../engines/engine.ts";
import { Failure } from "../errors.ts";
import type { Metrics } from "./metrics.ts";

/** The same engine; how long its answers take and what comes of them is counted. */
export function meterEngine(engine: Engine, metrics: Pick<Metrics, "engineSeconds">): Engine {
  return {
    ...engine,
    async answer(question) {
      const end = metrics.engineSeconds.startTimer({ engine: engine.name });
      try {
        const answer = await engine.answer(question);
        end({ outcome: answer.cutOff ? "cut_off" : "answered" });
        return answer;
      } catch (error) {
        end({ outcome: error instanceof Failure ? error.name : "unexpected" });
        throw error;
      }
    },
  };
}
