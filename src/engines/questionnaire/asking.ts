import type { Place } from "../engine.ts";
import { askItem } from "./ask-item.ts";
import type { Item } from "./item.ts";
import { firstOpen, itemsOf } from "./items.ts";
import { textIn } from "./localized.ts";
import type { Questionnaire } from "./questionnaire-schema.ts";
import { say, sayFirst, type Say } from "./say.ts";
import type { Run, Session, Waiting } from "./session.ts";
import { words } from "./words.ts";

/** What is said, and where the contact stands then. */
export type Saying = { kind: "say"; session: Session; say: Say };
export type Asking = ReturnType<typeof createAsking>;

/** Asks the questions of a conversation: each, and from then on its answer is waited for. */
export function createAsking(questionnaire: Questionnaire) {
  return { begin, ask, askLast, askedIn };

  function begin(place: Place, apology?: string): Saying {
    const { language } = place;
    const { greeting, questions } = questionnaire;
    const welcome = say(apology, greeting && textIn(greeting, language), words[language].wayOut);
    return ask({ answers: [], added: [], rounds: 0 }, questions[0], place, welcome.text);
  }

  function askLast(run: Run, place: Place): Saying {
    return ask(run, itemsOf(questionnaire, run).at(-1), place);
  }

  function ask(run: Run, item: Item | undefined, { language }: Place, first?: string): Saying {
    // There is always one: a questionnaire without questions is refused at start.
    if (!item) return end(words[language].ended);
    return {
      kind: "say",
      session: { state: "waiting_for_answer", run, asking: item.id, wrongAnswers: 0 },
      say: sayFirst(first, askItem(item, itemsOf(questionnaire, run), language)),
    };
  }

  /** None when the file was cut short meanwhile, and all that it still asks was answered. */
  function askedIn({ run, asking }: Waiting): Item | undefined {
    const items = itemsOf(questionnaire, run);
    return items.find(({ id }) => id === asking) ?? firstOpen(items, run);
  }
}

export function end(text: string): Saying {
  return { kind: "say", session: { state: "conversation_ended" }, say: say(text) };
}
