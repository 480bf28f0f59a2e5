import { Interrupted } from "../../errors.ts";
import type { Exchange, TokenUse } from "../../nouns.ts";
import type { Question } from "../engine.ts";
import type { Client } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import { createOpenConversation } from "./open-conversation.ts";
import { isRotationDue } from "./rotation.ts";
import { readSession, writeSession, type Session } from "./saved-session.ts";
import { createSummarise } from "./summarise.ts";

/** `rotatedFrom`: input tokens of the last answer in the conversation before this one. */
export type Opened = { session: Session; rotatedFrom?: number };

/** Finds or opens the conversation that a question is asked in. */
export function createSessions(dependencies: Dependencies) {
  const { clock, log, sessions, recall } = dependencies;
  const openConversation = createOpenConversation(dependencies);
  const summarise = createSummarise(dependencies);
  return { open, openNew, missingIn, save };

  async function open(question: Question, client: Client): Promise<Opened> {
    const saved = await sessions.load(question.conversationId);
    const kept = saved === undefined ? undefined : readSession(saved);
    if (!kept) return { session: await openNew(question, client, "none_yet") };
    if (!(await isAsTranscript(kept, question)))
      return { session: await openNew(question, client, "uncertain", kept) };
    if (!isRotationDue(kept, clock.now())) return { session: kept };
    return rotate(question, client, kept);
  }

  /**
   * Not after a run whose end nobody saw, nor when its last answer was lost on the way into our
   * transcript, whether that turn is asked again or was given up: its question stands there.
   */
  async function isAsTranscript(
    { isCertain, holdsUpTo }: Session,
    { conversationId, turnId }: Question,
  ): Promise<boolean> {
    if (!isCertain || turnId <= holdsUpTo) return false;
    const exchanges = await recall(conversationId, MOST_EXCHANGES);
    const held = exchanges.findLast((exchange) => exchange.turnId <= holdsUpTo);
    if (held) return held.turnId === holdsUpTo;
    return holdsUpTo === 0 || exchanges.length === MOST_EXCHANGES;
  }

  /** In place of another one it begins with the same summary. */
  async function openNew(
    { conversationId }: Question,
    client: Client,
    reason: string,
    before?: Session,
  ): Promise<Session> {
    const session = await openConversation(client, before?.summary);
    log.info({ conversationId, engine: "openai", reason }, "conversation begun");
    return session;
  }

  async function rotate(question: Question, client: Client, old: Session): Promise<Opened> {
    const { conversationId } = question;
    const session = await summedUp(question, client, old).catch(unlessInterrupted);
    const reason = session ? "rotated" : "not_summed_up";
    log.info({ conversationId, engine: "openai", reason }, "time to rotate the conversation");
    if (session) return { session, rotatedFrom: old.lastInput };
    return { session: { ...old, rotateAfter: clock.now() + NEXT_TRY_MS } };
  }

  async function summedUp({ conversationId }: Question, client: Client, old: Session) {
    const summary = await summarise(conversationId, client, old.summary);
    return summary && openConversation(client, summary);
  }

  /** All of it for a new conversation; for another one what a fallback has answered meanwhile. */
  async function missingIn({ holdsUpTo }: Session, conversationId: number): Promise<Exchange[]> {
    const exchanges = await recall(conversationId, MOST_EXCHANGES);
    return exchanges.filter(({ turnId }) => turnId > holdsUpTo);
  }

  async function save(conversationId: number, session: Session): Promise<void> {
    await sessions.save(conversationId, writeSession(session), clock.now() + KEPT_MS);
  }
}

/** The session after an answer that is certain to stand in it, as are these turns. */
export function afterAnswer(
  session: Session,
  turnIds: number[],
  tokens: TokenUse | undefined,
): Session {
  const { firstInput, lastInput, holdsUpTo } = session;
  const input = tokens?.input ?? lastInput;
  return {
    ...session,
    holdsUpTo: Math.max(holdsUpTo, ...turnIds),
    firstInput: firstInput ?? input,
    lastInput: input,
  };
}

/** What fails here fails for the sake of a few tokens: the old conversation still answers. */
function unlessInterrupted(error: unknown): undefined {
  if (error instanceof Interrupted) throw error;
}

const MOST_EXCHANGES = 50;

const NEXT_TRY_MS = 3_600_000;

/** After so long a silence a few things from our transcript are better than all that was ever said. */
const KEPT_MS = 90 * 24 * 3_600_000;
