import { z } from "zod";

/** What is known of the conversation at OpenAI that a conversation of ours continues in. */
export type Session = z.output<typeof session>;

const session = z.object({
  conversation: z.string().min(1),
  /** Milliseconds since 1970. */
  begunAt: z.number(),
  /** What it began with, in place of what was said before. */
  summary: z.string().optional(),
  /** Answers that came in it, and the input tokens of the first and the last of them. */
  answers: z.number(),
  firstInput: z.number(),
  lastInput: z.number(),
  /** The turn that was asked last, and whether the conversation is known to hold its question just once. */
  turnId: z.number().optional(),
  isCertain: z.boolean(),
  /** A summary could not be made: it is not tried again before. */
  rotateAfter: z.number().optional(),
});

export function newSession(conversation: string, begunAt: number, summary?: string): Session {
  const counts = { answers: 0, firstInput: 0, lastInput: 0 };
  return { conversation, begunAt, ...counts, isCertain: true, ...(summary && { summary }) };
}

export function writeSession(value: Session): string {
  return JSON.stringify(value);
}

export function readSession(saved: string): Session | undefined {
  try {
    return session.safeParse(JSON.parse(saved)).data;
  } catch {
    return undefined;
  }
}
