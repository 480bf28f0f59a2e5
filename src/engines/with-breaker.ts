import type { Engine } from "./engine.ts";
import { createGuard } from "./guard.ts";

type Dependencies = {
  log: Record<"info" | "warn", (fields: object, message: string) => void>;
  onChange(isDown: boolean): void;
};

/** While an engine is down `answer` throws `Unavailable`. */
export function withBreaker(engine: Engine, { log, onChange }: Dependencies): Engine {
  const { name } = engine;
  const guard = createGuard((isDown) => {
    onChange(isDown);
    if (isDown) log.warn({ engine: name }, "engine is down, turns wait");
    else log.info({ engine: name }, "engine is back");
  });
  return {
    ...engine,
    answer: (question) => guard(question.conversationId, () => engine.answer(question)),
  };
}
