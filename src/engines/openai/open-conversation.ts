import { RetryLater, type Failure } from "../../errors.ts";
import type { Client } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import { newSession, type Session, type Summary } from "./session.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

/** Opens a conversation that holds the summary, or nothing: what it misses comes with its first question. */
type OpenConversation = (client: Client, summary?: Summary) => Promise<Session>;

export function createOpenConversation({ clock }: Pick<Dependencies, "clock">): OpenConversation {
  return async function openConversation(client, summary) {
    const { signal } = client;
    try {
      const { conversations } = await client.use({ mostMs: OPENING_MS });
      const items = summary ? [asItem(summary)] : [];
      const { id } = await conversations.create({ items }, { signal });
      return newSession(id, clock.now(), summary);
    } catch (error) {
      throw openingFailure(troubleOf(error, { signal, now: clock.now() }));
    }
  };
}

/** The contact is waiting. */
const OPENING_MS = 15_000;

/** Nothing was asked yet, so that also what took too long may be tried again. */
function openingFailure(trouble: Trouble): Failure {
  if (trouble.kind === "unusable") return new RetryLater(`openai_${trouble.why}`);
  const { failure } = trouble;
  return failure.code === "too_slow" ? new RetryLater("openai_opening_too_slow") : failure;
}

function asItem({ text }: Summary) {
  // Not a developer's word: it is made of what the contact wrote.
  return { role: "assistant" as const, content: `Summary of the conversation so far:\n\n${text}` };
}
