import type { Answer } from "../../nouns.ts";
import type { Engine, Question } from "../engine.ts";
import { createAsk } from "./ask.ts";
import { createAskInConversation } from "./ask-in-conversation.ts";
import { createAskWithHistory } from "./ask-with-history.ts";
import { createOpenClient } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/**
 * Asks a model of OpenAI, or of a server that is compatible with it.
 *
 * OpenAI has no idempotency, so that nothing is sent again behind our back: the client's own tries
 * are off. Asking a model twice costs money but changes nothing; what must not happen is that its
 * history holds a question twice. So our own transcript is the truth: a conversation at OpenAI is
 * a cache of it, and is left for a new one whenever it is not certain what it holds.
 */
export function createOpenAi(dependencies: Dependencies): Engine {
  const { clock, settings } = dependencies;
  const openClient = createOpenClient(dependencies);
  const ask = createAsk(dependencies);
  const answerOne =
    settings.history === "conversation"
      ? createAskInConversation({ ...dependencies, ask })
      : createAskWithHistory({ ...dependencies, ask });
  const inTurn = oneAtATime();

  return {
    name: "openai",

    answer(question: Question): Promise<Answer> {
      const deadlineAt = clock.now() + settings.totalMs;
      return inTurn(question.conversationId, () =>
        answerOne(question, openClient({ deadlineAt, signal: question.signal })),
      );
    },
  };
}
