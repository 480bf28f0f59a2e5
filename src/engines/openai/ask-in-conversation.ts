import { Interrupted, Never, RetryLater } from "../../errors.ts";
import type { Answer } from "../../nouns.ts";
import type { Question } from "../engine.ts";
import type { Ask, Asked } from "./ask.ts";
import type { Client } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import type { Session } from "./saved-session.ts";
import { afterAnswer, createSessions, type Opened } from "./sessions.ts";
import { itemsOf } from "./transcript.ts";

/**
 * Asks in the contact's conversation at OpenAI. One that is gone, stays locked or cannot be used on
 * is replaced by one that is filled from our own transcript.
 */
export function createAskInConversation(dependencies: Dependencies & { ask: Ask }) {
  const { clock, count, ask } = dependencies;
  const sessions = createSessions(dependencies);

  return async function askInConversation(question: Question, client: Client): Promise<Answer> {
    const opened = await sessions.open(question, client);
    const { session } = opened;
    const asked = await unlessLocked(question, client, session);
    if (asked.kind !== "unusable") return conclude(opened, asked);
    const other = await sessions.openNew(question, client, asked.why, session);
    return conclude({}, await askIn(question, client, other));
  };

  /** A lock is said to last a few seconds; we hold none, so it is of a process that has died. */
  async function unlessLocked(
    question: Question,
    client: Client,
    session: Session,
  ): Promise<Asked> {
    const asked = await askIn(question, client, session);
    if (asked.kind !== "unusable" || asked.why !== "locked") return asked;
    await pause(question.signal);
    return askIn(question, client, session);
  }

  /** Saved as uncertain for as long as it runs, so that also who finds it after a crash knows. */
  async function askIn(question: Question, client: Client, session: Session): Promise<Asked> {
    const { conversationId, turnId } = question;
    const exchanges = await sessions.missingIn(session, conversationId);
    await sessions.save(conversationId, { ...session, isCertain: false });
    const { conversation } = session;
    const asked = await ask(question, client, { conversation, missing: itemsOf(exchanges) });
    if (asked.kind === "refused") await sessions.save(conversationId, session);
    if (asked.kind !== "answered" || !asked.isCertain) return asked;
    const turnIds = [...exchanges.map((exchange) => exchange.turnId), turnId];
    await sessions.save(conversationId, afterAnswer(session, turnIds, asked.answer.tokens));
    return asked;
  }

  function conclude({ rotatedFrom }: Pick<Opened, "rotatedFrom">, asked: Asked): Answer {
    if (asked.kind === "refused") throw asked.failure;
    if (asked.kind === "unusable" && asked.why === "too_long") throw new Never("openai_too_long");
    if (asked.kind === "unusable") throw new RetryLater(`openai_${asked.why}`);
    const { answer } = asked;
    const after = answer.tokens?.input;
    if (rotatedFrom !== undefined && after !== undefined)
      count?.rotated({ before: rotatedFrom, after });
    return answer;
  }

  function pause(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const cancel = clock.after(LOCKED_MS, resolve);
    const stop = () => {
      cancel();
      reject(new Interrupted("aborted"));
    };
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    return promise.finally(() => signal.removeEventListener("abort", stop));
  }
}

const LOCKED_MS = 3_000;
