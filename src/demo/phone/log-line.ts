import { z } from "zod";
import { parseJson } from "../../parse-json.ts";

const id = z.coerce.string();
const time = z.iso.datetime().transform((text) => Date.parse(text));
const ofTurn = { time, turnId: id };
const ofConversation = { time, conversationId: id };
const ofPart = { time, partId: id, turnId: id.optional() };

/** The lines of the server's log that tell what became of a message. */
const logLine = z.discriminatedUnion("msg", [
  z.object({ msg: z.literal("message received"), time, providerId: z.string(), messageId: id }),
  z.object({ msg: z.literal("message repeated"), time, providerId: z.string() }),
  z.object({
    msg: z.literal("turn begun"),
    ...ofTurn,
    conversationId: id.optional(),
    messageIds: z.array(id),
    attempt: z.number().default(1),
  }),
  z.object({
    msg: z.literal("answer stored"),
    ...ofTurn,
    engineMs: z.number().default(0),
    cutOff: z.boolean().default(false),
  }),
  z.object({
    msg: z.literal("turn postponed"),
    ...ofTurn,
    code: z.string().default(""),
    inMs: z.number().default(0),
  }),
  z.object({
    msg: z.literal("turn ended"),
    ...ofTurn,
    state: z.string(),
    reason: z.string().nullish(),
  }),
  z.object({ msg: z.literal("conversation begun"), ...ofConversation, reason: z.string() }),
  z.object({ msg: z.literal("answers passed on"), ...ofConversation, answers: z.number() }),
  z.object({
    msg: z.literal("part sent"),
    ...ofPart,
    providerId: z.string().optional(),
    sendMs: z.number().default(0),
  }),
  z.object({ msg: z.literal("part failed"), ...ofPart, code: z.string().default("") }),
  z.object({ msg: z.literal("part not sent"), ...ofPart, code: z.string().default("") }),
  z.object({ msg: z.literal("part waits"), ...ofPart, code: z.string().default("") }),
  z.object({ msg: z.literal("part unknown"), ...ofPart, code: z.string().default("") }),
  z.object({ msg: z.literal("part looked up"), ...ofPart, outcome: z.string() }),
  z.object({ msg: z.literal("part status"), ...ofPart, status: z.string() }),
]);

export type LogLine = z.output<typeof logLine>;
export type LineOf<Msg extends LogLine["msg"]> = Extract<LogLine, { msg: Msg }>;

/** Undefined for a line that is about something else, or is no JSON at all. */
export function readLogLine(text: string): LogLine | undefined {
  if (!text.startsWith("{")) return undefined;
  return logLine.safeParse(parseJson(text)).data;
}
