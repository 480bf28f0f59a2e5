import { Never } from "../../errors.ts";
import type { Answer, Exchange } from "../../nouns.ts";
import type { Question } from "../engine.ts";
import type { Ask, Asked } from "./ask.ts";
import type { Client } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import { itemsOf } from "./transcript.ts";

/** Sends what was said before along with each question, and leaves nothing at the other side. */
export function createAskWithHistory({ recall, ask }: Pick<Dependencies, "recall"> & { ask: Ask }) {
  return async function askWithHistory(question: Question, client: Client): Promise<Answer> {
    const exchanges = await recall(question.conversationId, MOST_EXCHANGES);
    const asked = await askWithSoMany(exchanges);
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

    /** What is too long for the model with all of it would be with every later question: with half, then. */
    async function askWithSoMany(some: Exchange[]): Promise<Asked> {
      const asked = await ask(question, client, { missing: itemsOf(some) });
      const isTooLong = asked.kind === "unusable" && asked.why === "too_long";
      if (!isTooLong || some.length === 0) return asked;
      return askWithSoMany(some.slice(Math.ceil(some.length / 2)));
    }
  };
}

const MOST_EXCHANGES = 10;
