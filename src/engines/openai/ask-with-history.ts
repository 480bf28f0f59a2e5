import { Never } from "../../errors.ts";
import type { Answer } from "../../nouns.ts";
import type { Question } from "../engine.ts";
import type { Ask } from "./ask.ts";
import type { Client } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import { itemsOf } from "./transcript.ts";

/** Sends what was said before along with each question, and leaves nothing at the other side. */
export function createAskWithHistory({ recall, ask }: Pick<Dependencies, "recall"> & { ask: Ask }) {
  return async function askWithHistory(question: Question, client: Client): Promise<Answer> {
    const exchanges = await recall(question.conversationId, MOST_EXCHANGES);
    const asked = await ask(question, client, { missing: itemsOf(exchanges) });
    switch (asked.kind) {
      case "answered":
        return asked.answer;
      case "refused":
        throw asked.failure;
      case "unusable":
        throw new Never(`openai_${asked.why}`);
      default:
        return asked satisfies never;
    }
  };
}

const MOST_EXCHANGES = 10;
