import type { Clock } from "../../clock.ts";
import type { Question } from "../engine.ts";
import { askAgain } from "./ask-item.ts";
import { end, type Asking, type Saying } from "./asking.ts";
import type { Item } from "./item.ts";
import { firstOpen, itemsOf, withAnswer } from "./items.ts";
import type { Questionnaire } from "./questionnaire-schema.ts";
import { readAnswer } from "./read-answer.ts";
import { askedBy } from "./read-choice.ts";
import { readWish, type Wish } from "./read-wish.ts";
import type { GivenAnswer, Processing, Run, Session, Waiting } from "./session.ts";
import { words } from "./words.ts";

/** Where a message leads: either there is something to say, or the answers go to the external API. */
export type Step = Saying | { kind: "submit"; session: Processing };

/** What was kept of the conversation; `lost` when it cannot be read. */
export type Kept = { kind: "none" } | { kind: "lost" } | { kind: "session"; session: Session };

type Dependencies = { questionnaire: Questionnaire; clock: Pick<Clock, "now">; asking: Asking };

/** Decides what a message means in its conversation. Touches nothing outside. */
export function createTakeMessage({ questionnaire, clock, asking }: Dependencies) {
  const { begin, ask, askLast, askedIn } = asking;

  return function takeMessage(kept: Kept, question: Question): Step {
    if (kept.kind === "lost") return begin(question, words[question.language].lostPlace);
    if (kept.kind === "none") return start(question);
    switch (kept.session.state) {
      case "waiting_for_answer":
        return takeAnswer(kept.session, question);
      case "processing_api":
        return tryAgain(kept.session, question);
      case "conversation_ended":
        return afterEnd(question);
      default:
        return kept.session satisfies never;
    }
  };

  function start(question: Question): Step {
    if (readWish(question.text) !== "cancel") return begin(question);
    return end(words[question.language].nothingToCancel);
  }

  /** A button that is pressed twice, a late BACK or a thumb up is no wish to begin anew. */
  function afterEnd(question: Question): Step {
    const { text, payload, language } = question;
    const asked = askedBy(payload);
    const isOldButton = questionnaire.questions.some(({ id }) => id === asked);
    const wish = readWish(text);
    const isLate = wish === "back" || wish === "skip" || !/[\p{L}\p{N}?]/u.test(text);
    return isOldButton || isLate ? end(words[language].over) : start(question);
  }

  /** The answer goes first: a choice may be called "Back". */
  function takeAnswer(session: Waiting, question: Question): Step {
    const { run } = session;
    const item = askedIn(session);
    if (!item) return submit(run, question);
    const { text, payload } = question;
    // An old button, or the question has gone from the file since it was asked.
    const isOfAnother = (askedBy(payload) ?? session.asking) !== item.id;
    const isCancelled = payload === undefined && readWish(text) === "cancel";
    if (isOfAnother && !isCancelled)
      return ask(run, item, question, words[question.language].oldButton);
    const value = readAnswer(item, question);
    const wish = item.kind === "choice" && value !== undefined ? undefined : readWish(text);
    if (wish) return obey(wish, session, item, question);
    if (value === undefined) return refuse(session, item, question);
    return goOn(withAnswer(run, answerTo(item, value)), question);
  }

  function obey(wish: Wish, session: Waiting, item: Item, question: Question): Step {
    const { run } = session;
    const own = words[question.language];
    switch (wish) {
      case "cancel":
        return end(own.cancelled);
      case "skip":
        if (item.required) return ask(run, item, question, own.required);
        return goOn(withAnswer(run, answerTo(item, null)), question);
      case "back": {
        const items = itemsOf(questionnaire, run);
        const before = items[items.indexOf(item) - 1];
        return ask(run, before ?? item, question, before ? undefined : own.atFirst);
      }
      default:
        return wish satisfies never;
    }
  }

  function refuse(session: Waiting, item: Item, { language }: Question): Step {
    const wrongAnswers = session.wrongAnswers + 1;
    const again = askAgain(item, itemsOf(questionnaire, session.run), { language, wrongAnswers });
    return { kind: "say", session: { ...session, asking: item.id, wrongAnswers }, say: again };
  }

  function goOn(run: Run, question: Question): Step {
    const next = firstOpen(itemsOf(questionnaire, run), run);
    return next ? ask(run, next, question) : submit(run, question);
  }

  /** `turnId` and the time make the id its own also after the database began anew. */
  function submit(run: Run, { conversationId, turnId }: Question): Step {
    const now = clock.now();
    const id = `answers_${conversationId}_${turnId}_${now}`;
    const submission = { id, turnId, at: new Date(now).toISOString() };
    return { kind: "submit", session: { state: "processing_api", run, submission } };
  }

  /** The turn that completed the answers comes again after a failure: its words were an answer. */
  function tryAgain(session: Processing, question: Question): Step {
    const isAnother = question.turnId !== session.submission.turnId;
    const wish = isAnother ? readWish(question.text) : undefined;
    if (wish === "cancel") return end(words[question.language].cancelled);
    if (wish === "back") return askLast(session.run, question);
    return { kind: "submit", session };
  }

  function answerTo({ id, kind }: Item, value: GivenAnswer["value"]): GivenAnswer {
    return { id, kind, value, at: new Date(clock.now()).toISOString() };
  }
}
