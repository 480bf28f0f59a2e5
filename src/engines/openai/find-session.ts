import type { Exchange } from "../../nouns.ts";
import type { Question } from "../engine.ts";
import { createBeginSession } from "./begin-session.ts";
import type { Client } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import { holdsWhatWasSaid } from "./holds.ts";
import { isRotationDue } from "./is-rotation-due.ts";
import { createRotate } from "./rotate.ts";
import { readSession, type Session } from "./session.ts";

/** `rotatedFrom`: input tokens of the last answer in the conversation before this one. */
export type Found = { session: Session; rotatedFrom?: number };

/** Finds the conversation at OpenAI that a question is asked in: that of the last one, or a new one. */
export function createFindSession(dependencies: Dependencies) {
  const { clock, sessions } = dependencies;
  const beginSession = createBeginSession(dependencies);
  const rotate = createRotate(dependencies);

  return async function findSession(
    question: Question,
    client: Client,
    exchanges: Exchange[],
  ): Promise<Found> {
    const last = await lastSession(question.conversationId);
    if (!last) return { session: await beginSession(question, client, { reason: "none_yet" }) };
    if (!holdsWhatWasSaid(last, question, exchanges)) {
      const why = { reason: "uncertain", inPlaceOf: last };
      return { session: await beginSession(question, client, why) };
    }
    return isRotationDue(last, clock.now()) ? rotate(question, client, last) : { session: last };
  };

  async function lastSession(conversationId: number): Promise<Session | undefined> {
    const saved = await sessions.load(conversationId);
    return saved === undefined ? undefined : readSession(saved);
  }
}
