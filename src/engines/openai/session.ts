import { z } from "zod";
import type { TokenUse } from "../../nouns.ts";
import { parseJson } from "../../parse-json.ts";

/** What is known of the conversation at OpenAI that a conversation of ours continues in. */
export type Session = z.output<typeof session>;

const session = z.object({
  conversation: z.string().min(1),
  /** Milliseconds since 1970. */
  begunAt: z.number(),
  /** What it began with, in place of what was said up to this turn of ours. */
  summary: z.object({ text: z.string(), upTo: z.number() }).optional(),
  /** What our transcript has after this turn is not in it. */
  holdsUpTo: z.number(),
  /** Nothing is known to run in it, and no question stands there that may not. */
  isCertain: z.boolean(),
  /** Input tokens of the first answer that came in it, and of the last. */
  firstInput: z.number().optional(),
  lastInput: z.number(),
  /** A summary could not be made: it is not tried again before. */
  rotateAfter: z.number().optional(),
});

/** What stands for the beginning of a conversation. */
export type Summary = NonNullable<Session["summary"]>;

export function newSession(conversation: string, begunAt: number, summary?: Summary): Session {
  const nothingYet = { holdsUpTo: summary?.upTo ?? 0, isCertain: true, lastInput: 0 };
  return { conversation, begunAt, ...nothingYet, ...(summary && { summary }) };
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

export function writeSession(value: Session): string {
  return JSON.stringify(value);
}

export function readSession(saved: string): Session | undefined {
  return session.safeParse(parseJson(saved)).data;
}
