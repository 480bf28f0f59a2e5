import { Interrupted } from "../../errors.ts";
import type { Question } from "../engine.ts";
import type { Client } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import type { Found } from "./find-session.ts";
import { createOpenConversation } from "./open-conversation.ts";
import type { Session } from "./session.ts";
import { createSummarise } from "./summarise.ts";

/** Goes on in a new conversation that begins with a summary; in the old one when there is none. */
export function createRotate(dependencies: Dependencies) {
  const { clock, log } = dependencies;
  const openConversation = createOpenConversation(dependencies);
  const summarise = createSummarise(dependencies);

  return async function rotate(question: Question, client: Client, old: Session): Promise<Found> {
    const { conversationId } = question;
    const session = await summedUp(conversationId, client, old).catch(unlessInterrupted);
    const reason = session ? "rotated" : "not_summed_up";
    log.info({ conversationId, engine: "openai", reason }, "time to rotate the conversation");
    if (session) return { session, rotatedFrom: old.lastInput };
    return { session: { ...old, rotateAfter: clock.now() + NEXT_TRY_MS } };
  };

  async function summedUp(conversationId: number, client: Client, old: Session) {
    const summary = await summarise(conversationId, client, old.summary);
    return summary && openConversation(client, summary);
  }
}

/** What fails here fails for the sake of a few tokens: the old conversation still answers. */
function unlessInterrupted(error: unknown): undefined {
  if (error instanceof Interrupted) throw error;
}

const NEXT_TRY_MS = 3_600_000;
