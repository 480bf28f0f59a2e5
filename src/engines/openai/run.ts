import type { OpenAI } from "openai";
import type { Client } from "./client.ts";
import { collectAnswer, type Collected } from "./collect-answer.ts";
import type { Dependencies } from "./dependencies.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

export type RunRequest = OpenAI.Responses.ResponseCreateParamsNonStreaming;

export type Ran = { kind: "ran"; collected: Collected } | Trouble;

/** Has the model make one response. Every outcome is a value. */
export function createRun({
  clock,
  settings,
  count,
}: Pick<Dependencies, "clock" | "settings" | "count">) {
  return async function run(
    client: Client,
    request: RunRequest,
    limits?: { mostMs: number },
  ): Promise<Ran> {
    try {
      const openai = await client.use(limits);
      const events = await openai.responses.create(
        { ...request, stream: true },
        { signal: client.signal },
      );
      const collected = await collectAnswer(events, settings.maxAnswerBytes);
      if (collected.tokens) count?.tokens(collected.tokens);
      return { kind: "ran", collected };
    } catch (error) {
      return troubleOf(error, { signal: client.signal, now: clock.now() });
    }
  };
}
