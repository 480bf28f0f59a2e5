import type { Content, EngineName, Exchange } from "../nouns.ts";
import { literal } from "./literal.ts";
import type { Queries } from "./writer.ts";

export type WhichExchanges = {
  /** Only those after the last `/reset`. */
  sinceReset?: boolean;
  /** None of this engine's. */
  except?: EngineName;
};

/** The newest questions of a conversation that an engine answered, oldest first. */
export async function loadExchanges(
  db: Queries,
  conversationId: number,
  most: number,
  { sinceReset = false, except }: WhichExchanges = {},
): Promise<Exchange[]> {
  const turns = await db
    .selectFrom("turns as t")
    .innerJoin("answers as a", "a.turn_id", "t.id")
    .innerJoin("conversations as c", "c.id", "t.conversation_id")
    .select(["t.id", "t.created_at as at", "a.text as answer", "c.reset_at as resetAt"])
    .where("t.conversation_id", "=", conversationId)
    .where(({ eb, lit }) => (except === undefined ? lit(true) : eb("a.engine", "!=", except)))
    .orderBy("t.id", "desc")
    .limit(most)
    .execute();
  const kept = turns.filter(({ at, resetAt }) => !sinceReset || at >= (resetAt ?? 0)).toReversed();
  const questions = await loadQuestions(
    db,
    kept.map(({ id }) => id),
  );
  return kept.map(({ id, at, answer }) => {
    return { turnId: id, at, answer, question: questions.get(id) ?? "" };
  });
}

async function loadQuestions(db: Queries, turnIds: number[]): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom("messages")
    .select(["turn_id", "content"])
    .where("turn_id", "in", turnIds)
    .where("direction", "=", literal("inbound"))
    .orderBy("id")
    .execute();
  const byTurn = Map.groupBy(rows, ({ turn_id }) => turn_id ?? 0);
  return new Map([...byTurn].map(([id, messages]) => [id, messages.map(textOf).join("\n")]));
}

function textOf({ content }: { content: string }): string {
  const parsed = JSON.parse(content) as Content;
  return "text" in parsed ? parsed.text : "";
}
