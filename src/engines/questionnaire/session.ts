import { z } from "zod";
import { parseJson } from "../../parse-json.ts";
import { item } from "./item.ts";

/** What is kept of a conversation between two messages. */
export type Session = z.output<typeof session>;
export type Waiting = Extract<Session, { state: "waiting_for_answer" }>;
export type Processing = Extract<Session, { state: "processing_api" }>;
export type Run = z.output<typeof run>;
export type GivenAnswer = z.output<typeof givenAnswer>;

/** `value` is null where a question was skipped. */
const givenAnswer = z.object({
  id: z.string(),
  kind: z.string(),
  value: z.union([z.string(), z.number(), z.null()]),
  at: z.iso.datetime(),
});

const run = z.object({
  answers: z.array(givenAnswer),
  /** Questions that the external API has added, in this many rounds. */
  added: z.array(item),
  rounds: z.int().min(0),
});

/** What was said to the last turn: when it is asked again, it is told the same and nothing counts twice. */
const told = z
  .object({
    turnId: z.int(),
    text: z.string(),
    choices: z
      .array(
        z.object({ id: z.string(), title: z.string(), description: z.string().exactOptional() }),
      )
      .optional(),
  })
  .optional();

const session = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("waiting_for_answer"),
    run,
    /** The id of the question. */
    asking: z.string(),
    wrongAnswers: z.int().min(0),
    told,
  }),
  z.object({
    state: z.literal("processing_api"),
    run,
    /** The same at every try, so that the other side can tell a repetition. */
    submission: z.object({ id: z.string(), turnId: z.int(), at: z.iso.datetime() }),
    told,
  }),
  z.object({ state: z.literal("conversation_ended"), told }),
]);

export const writeSession = (value: Session): string => JSON.stringify(value);

/** Undefined for what another version or a mishap has left there. */
export function readSession(saved: string): Session | undefined {
  return session.safeParse(parseJson(saved)).data;
}
