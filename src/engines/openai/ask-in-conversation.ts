import { Never, RetryLater } from "../../errors.ts";
import type { Answer, Exchange } from "../../nouns.ts";
import type { Question } from "../engine.ts";
import type { Ask, Asked } from "./ask.ts";
import { createBeginSession } from "./begin-session.ts";
import type { Client } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import { createFindSession, type Found } from "./find-session.ts";
import { missingIn, MOST_EXCHANGES } from "./holds.ts";
import { pause } from "./pause.ts";
import { afterAnswer, writeSession, type Session } from "./session.ts";
import { itemsOf } from "./transcript.ts";

/** A question with what was said before it, and the client that it is asked with. */
type Asking = { question: Question; client: Client; exchanges: Exchange[] };

/**
 * Asks in the contact's conversation at OpenAI. One that is gone, stays locked or cannot be used on
 * is replaced by one that is filled from our own transcript.
 */
export function createAskInConversation(dependencies: Dependencies & { ask: Ask }) {
  const { clock, count, recall, sessions, ask } = dependencies;
  const findSession = createFindSession(dependencies);
  const beginSession = createBeginSession(dependencies);

  return async function askInConversation(question: Question, client: Client): Promise<Answer> {
    const exchanges = await recall(question.conversationId, MOST_EXCHANGES);
    const asking = { question, client, exchanges };
    const found = await findSession(question, client, exchanges);
    const asked = await askUnlessLocked(asking, found.session);
    if (asked.kind !== "unusable") return conclude(asked, found);
    const why = { reason: asked.why, inPlaceOf: found.session };
    return conclude(await askIn(asking, await beginSession(question, client, why)));
  };

  /** A lock is said to last a few seconds; we hold none, so it is of a process that has died. */
  async function askUnlessLocked(asking: Asking, session: Session): Promise<Asked> {
    const asked = await askIn(asking, session);
    if (asked.kind !== "unusable" || asked.why !== "locked") return asked;
    await pause(LOCKED_MS, clock, asking.question.signal);
    return askIn(asking, session);
  }

  /** Saved as uncertain for as long as it runs, so that also who finds it after a crash knows. */
  async function askIn(asking: Asking, session: Session): Promise<Asked> {
    const { question, client, exchanges } = asking;
    const { conversationId, turnId } = question;
    const missing = missingIn(session, exchanges);
    await save(conversationId, { ...session, isCertain: false });
    const { conversation } = session;
    const asked = await ask(question, client, { conversation, missing: itemsOf(missing) });
    if (asked.kind === "refused") await save(conversationId, session);
    if (asked.kind !== "answered" || !asked.isCertain) return asked;
    const turnIds = [...missing.map((exchange) => exchange.turnId), turnId];
    await save(conversationId, afterAnswer(session, turnIds, asked.answer.tokens));
    return asked;
  }

  function conclude(asked: Asked, { rotatedFrom }: Partial<Found> = {}): Answer {
    if (asked.kind === "refused") throw asked.failure;
    if (asked.kind === "unusable" && asked.why === "too_long") throw new Never("openai_too_long");
    if (asked.kind === "unusable") throw new RetryLater(`openai_${asked.why}`);
    const { answer } = asked;
    const after = answer.tokens?.input;
    if (rotatedFrom !== undefined && after !== undefined)
      count?.rotated({ before: rotatedFrom, after });
    return answer;
  }

  function save(conversationId: number, session: Session): Promise<void> {
    return sessions.save(conversationId, writeSession(session), clock.now() + KEPT_MS);
  }
}

const LOCKED_MS = 3_000;

/** After so long a silence a few things from our transcript are better than all that was ever said. */
const KEPT_MS = 90 * 24 * 3_600_000;
