import type { Question } from "../engine.ts";
import type { ApiReply } from "./api-reply.ts";
import { askItem } from "./ask-item.ts";
import type { Log } from "./dependencies.ts";
import { itemsOf, withOwnIds } from "./items.ts";
import { textIn } from "./localized.ts";
import type { Questionnaire } from "./questionnaire-schema.ts";
import { end, type Saying } from "./asking.ts";
import { say, sayFirst } from "./say.ts";
import type { Processing } from "./session.ts";
import { words } from "./words.ts";

type Dependencies = { questionnaire: Questionnaire; log: Pick<Log, "warn"> };

/** Goes on as the external API wants it: with more questions while there may be more, or to the end. */
export function createTakeReply({ questionnaire, log }: Dependencies) {
  return function takeReply({ run }: Processing, reply: ApiReply, question: Question): Saying {
    const { language, conversationId } = question;
    const items = itemsOf(questionnaire, run);
    const added = withOwnIds(reply.additional_questions ?? [], items);
    const [next] = added;
    if (!next || reply.continue_conversation === false) return finish(reply, question);

    const isTooMuch =
      run.rounds >= MOST_ROUNDS || items.length + added.length > questionnaire.mostQuestions;
    if (isTooMuch) {
      log.warn({ conversationId, rounds: run.rounds, questions: items.length }, TOO_MUCH);
      return endWith(words[language].enough, reply.final_message);
    }
    const asked = askItem(next, [...items, ...added], language);
    return {
      kind: "say",
      session: {
        state: "waiting_for_answer",
        run: { ...run, added: [...run.added, ...added], rounds: run.rounds + 1 },
        asking: next.id,
        wrongAnswers: 0,
      },
      say: sayFirst(reply.message?.trim(), asked),
    };
  };

  function finish({ message, final_message }: ApiReply, { language }: Question): Saying {
    if (message?.trim() || final_message?.trim()) return endWith(message, final_message);
    return end(questionnaire.ended ? textIn(questionnaire.ended, language) : words[language].ended);
  }
}

/** How often the external API may add questions to one questionnaire. */
const MOST_ROUNDS = 5;

const TOO_MUCH = "the external API adds more questions than it may, questionnaire ended";

function endWith(...paragraphs: (string | null | undefined)[]): Saying {
  return end(say(...paragraphs.map((text) => text?.trim())).text);
}
