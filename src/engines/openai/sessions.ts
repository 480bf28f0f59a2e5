import { Interrupted } from "../../errors.ts";
import type { TokenUse } from "../../nouns.ts";
import type { Question } from "../engine.ts";
import type { Client } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import { createOpenConversation, type Before } from "./open-conversation.ts";
import { isRotationDue } from "./rotation.ts";
import { readSession, writeSession, type Session } from "./saved-session.ts";
import { createSummarise } from "./summarise.ts";

/** `rotatedFrom`: input tokens of the last answer in the conversation before this one. */
export type Opened = { session: Session; rotatedFrom?: number };

/** Finds or opens the conversation that a question is asked in. */
export function createSessions(dependencies: Dependencies) {
  const { clock, log, sessions } = dependencies;
  const open = createOpenConversation(dependencies);
  const summarise = createSummarise(dependencies);
  return { open: openFor, openNew, save };

  async function openFor(question: Question, client: Client): Promise<Opened> {
    const { conversationId, turnId } = question;
    const saved = await sessions.load(conversationId);
    const kept = saved === undefined ? undefined : readSession(saved);
    if (!kept) return { session: await openNew(question, client, "none_yet") };
    // The same turn again, or one whose end nobody saw: its question may stand there already.
    if (!kept.isCertain || kept.turnId === turnId)
      return { session: await openNew(question, client, "uncertain", kept) };
    if (!isRotationDue(kept, clock.now())) return { session: kept };
    return rotate(question, client, kept);
  }

  async function openNew(
    { conversationId }: Question,
    client: Client,
    reason: string,
    before?: Before,
  ): Promise<Session> {
    const session = await open.fromTranscript(conversationId, client, before);
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
    const summary = await summarise(conversationId, client, old);
    return summary === undefined ? undefined : open.fromSummary(summary, client);
  }

  async function save(conversationId: number, session: Session): Promise<void> {
    await sessions.save(conversationId, writeSession(session), clock.now() + KEPT_MS);
  }
}

/** The session after an answer that is certain to stand in it. */
export function afterAnswer(session: Session, tokens: TokenUse | undefined): Session {
  const lastInput = tokens?.input ?? session.lastInput;
  const firstInput = session.answers === 0 ? lastInput : session.firstInput;
  return { ...session, isCertain: true, answers: session.answers + 1, firstInput, lastInput };
}

/** What fails here fails for the sake of a few tokens: the old conversation still answers. */
function unlessInterrupted(error: unknown): undefined {
  if (error instanceof Interrupted) throw error;
}

const NEXT_TRY_MS = 3_600_000;

/** After so long a silence a few things from our transcript are better than all that was ever said. */
const KEPT_MS = 90 * 24 * 3_600_000;
