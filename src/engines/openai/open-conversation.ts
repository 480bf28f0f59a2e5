import type { OpenAI } from "openai";
import { RetryLater, type Failure } from "../../errors.ts";
import type { Client } from "./client.ts";
import type { Dependencies } from "./dependencies.ts";
import { newSession, type Session } from "./saved-session.ts";
import { itemsOf } from "./transcript.ts";
import { troubleOf, type Trouble } from "./trouble.ts";

/** What was in the conversation before: nothing when there was none. */
export type Before = Pick<Session, "summary" | "answers">;

export type OpenConversation = {
  /** One that holds what was said so far, from our own transcript. */
  fromTranscript(conversationId: number, client: Client, before?: Before): Promise<Session>;
  /** One that holds a summary of it. */
  fromSummary(summary: string, client: Client): Promise<Session>;
};

export function createOpenConversation({
  clock,
  recall,
}: Pick<Dependencies, "clock" | "recall">): OpenConversation {
  return {
    async fromTranscript(conversationId, client, before) {
      const exchanges = await recall(conversationId, mostExchanges(before, MOST_EXCHANGES));
      const items = itemsOf(exchanges);
      return open(client, before?.summary, items);
    },
    fromSummary: (summary, client) => open(client, summary, []),
  };

  async function open(client: Client, summary: string | undefined, said: Item[]): Promise<Session> {
    const items = summary ? [asItem(summary), ...said] : said;
    try {
      return newSession(await create(client, items), clock.now(), summary);
    } catch (error) {
      throw openingFailure(troubleOf(error, { signal: client.signal, now: clock.now() }));
    }
  }
}

type Item = OpenAI.Responses.EasyInputMessage;

/** Where a summary stands for the beginning, only what came after it; the turn that broke off may be one of these. */
export function mostExchanges(before: Before | undefined, most: number): number {
  return before?.summary ? Math.min(before.answers + 1, most) : most;
}

const MOST_EXCHANGES = 50;

/** OpenAI takes so many at a time. */
const MOST_ITEMS = 20;

async function create(client: Client, items: Item[]): Promise<string> {
  const options = { signal: client.signal };
  const first = { items: items.slice(0, MOST_ITEMS) };
  const { conversations } = await client.use({ mostMs: OPENING_MS });
  const { id } = await conversations.create(first, options);
  for (let at = MOST_ITEMS; at < items.length; at += MOST_ITEMS) {
    const next = { items: items.slice(at, at + MOST_ITEMS) };
    const { conversations } = await client.use({ mostMs: OPENING_MS });
    await conversations.items.create(id, next, options);
  }
  return id;
}

/** For one of these calls: the contact is waiting. */
const OPENING_MS = 15_000;

/** Nothing was asked yet, so that also what took too long may be tried again. */
function openingFailure(trouble: Trouble): Failure {
  if (trouble.kind === "unusable") return new RetryLater(`openai_${trouble.why}`);
  const { failure } = trouble;
  return failure.code === "too_slow" ? new RetryLater("openai_opening_too_slow") : failure;
}

function asItem(summary: string): Item {
  return { role: "developer", content: `Summary of the conversation so far:\n\n${summary}` };
}
