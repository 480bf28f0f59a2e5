import type { Question } from "../engine.ts";
import type { Client } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import { createOpenConversation } from "./open-conversation.ts";
import type { Session } from "./session.ts";

type BeginSession = (
  question: Question,
  client: Client,
  /** In place of another one it begins with the same summary. */
  why: { reason: string; inPlaceOf?: Session },
) => Promise<Session>;

/** Goes on in a new conversation at OpenAI, and says in the log why. */
export function createBeginSession(
  dependencies: Pick<Dependencies, "clock" | "log">,
): BeginSession {
  const { log } = dependencies;
  const openConversation = createOpenConversation(dependencies);

  return async function beginSession({ conversationId }, client, { reason, inPlaceOf }) {
    const session = await openConversation(client, inPlaceOf?.summary);
    log.info({ conversationId, engine: "openai", reason }, "conversation begun");
    return session;
  };
}
