import { Never, RetryAfter, RetryLater, TellOperator, Unavailable } from "../../errors.ts";
import type { Answer } from "../../nouns.ts";
import type { Engine, Place, Question } from "../engine.ts";
import { createAskOpen } from "./ask-open.ts";
import { createAsking, type Saying } from "./asking.ts";
import type { Dependencies } from "./dependencies.ts";
import { asAnswer, say } from "./say.ts";
import { readSession, writeSession, type Processing, type Session } from "./session.ts";
import { createSubmit } from "./submit.ts";
import { submitPatiently } from "./submit-patiently.ts";
import { createTakeMessage, type Kept } from "./take-message.ts";
import { createTakeReply } from "./take-reply.ts";
import { words } from "./words.ts";

/**
 * Asks the questions of a file one after the other, and gives the answers to an external API.
 *
 * A message changes where the contact stands, so each counts once: what was said to a turn is kept
 * together with the place it led to, and the same turn hears the same again. Answers are on disk
 * before the API is called; while it fails they stay, and the next try sends them again.
 */
export function createQuestionnaire(dependencies: Dependencies): Engine {
  const { clock, log, sessions, settings, onDown } = dependencies;
  const { questionnaire } = settings;
  const asking = createAsking(questionnaire);
  const askOpen = createAskOpen(asking);
  const takeMessage = createTakeMessage({ questionnaire, clock, asking });
  const takeReply = createTakeReply({ questionnaire, log });
  const submit = submitPatiently(createSubmit(dependencies), { clock, log, onDown });

  return {
    name: "questionnaire",
    answer: (question) =>
      once(question, async (kept) => {
        const step = takeMessage(kept, question);
        return step.kind === "say" ? step : passOn(step.session, question);
      }),

    resume: (place) => once(place, async (kept) => askOpen(kept, place)),
  };

  async function once(
    { conversationId, turnId }: Place,
    next: (kept: Kept) => Promise<Saying>,
  ): Promise<Answer> {
    const kept = await load(conversationId);
    const told = kept.kind === "session" ? kept.session.told : undefined;
    if (told?.turnId === turnId) return asAnswer(told);

    const { session, say } = await next(kept);
    await save(conversationId, { ...session, told: { turnId, ...say } });
    return asAnswer(say);
  }

  async function passOn(session: Processing, question: Question): Promise<Saying> {
    const { conversationId, language } = question;
    const { rounds, answers } = session.run;
    await save(conversationId, session);
    try {
      const reply = await submit(session, question);
      log.info({ conversationId, rounds, answers: answers.length }, "answers passed on");
      return takeReply(session, reply, question);
    } catch (error) {
      const isForOperator = error instanceof Never || error instanceof TellOperator;
      if (isForOperator) log.error({ conversationId, code: error.code }, error.message);
      const isOver = error instanceof Never || (comesAgain(error) && isOld(session));
      if (!isOver) throw untilRepaired(error);
      return { kind: "say", session, say: say(words[language].kept) };
    }
  }

  /** Then its turn is given up soon, and the contact hears what to do before that. */
  function isOld({ submission }: Processing): boolean {
    return clock.now() - Date.parse(submission.at) > WAITS_BY_ITSELF_MS;
  }

  async function load(conversationId: number): Promise<Kept> {
    const saved = await sessions.load(conversationId);
    if (saved === undefined) return { kind: "none" };
    const session = readSession(saved);
    if (session) return { kind: "session", session };
    log.warn({ conversationId }, "questionnaire unreadable, begun anew");
    return { kind: "lost" };
  }

  function save(conversationId: number, session: Session): Promise<void> {
    const hours = session.state === "processing_api" ? KEPT_HOURS : questionnaire.expiresAfterHours;
    return sessions.save(conversationId, writeSession(session), clock.now() + hours * 3_600_000);
  }
}

function comesAgain(error: unknown): boolean {
  return [RetryLater, RetryAfter, TellOperator].some((kind) => error instanceof kind);
}

/** The contact can change answers, but no setting: once that is repaired they go by themselves. */
function untilRepaired(error: unknown): unknown {
  if (!(error instanceof TellOperator)) return error;
  return new Unavailable(error.code, UNTIL_REPAIRED_SECONDS);
}

const UNTIL_REPAIRED_SECONDS = 120;
/** Less than the longest outage that costs a turn no try. */
const WAITS_BY_ITSELF_MS = 23 * 3_600_000;

/** Complete answers are not forgotten because an API is down over the holidays. */
const KEPT_HOURS = 30 * 24;
