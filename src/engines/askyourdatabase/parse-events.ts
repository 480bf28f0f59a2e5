import { z } from "zod";
import { parseJson } from "../../parse-json.ts";
import { errorText } from "./error-text.ts";

export type AnswerEvent =
  /** A piece of the text, to be joined without anything between. */
  | { kind: "text"; text: string }
  | { kind: "picture"; url: string }
  | { kind: "sql"; sql: string }
  | { kind: "status" }
  | { kind: "error"; text: string }
  | { kind: "ignored" };

/**
 * The events in the data of one dispatch. Usually one; a server that leaves out the blank lines
 * runs several together, then every line is one by itself.
 */
export function parseEvents(data: string): AnswerEvent[] {
  const whole = parseJson(data);
  if (whole !== undefined) return [asEvent(whole)];
  return data.split("\n").map((line) => asEvent(parseJson(line)));
}

/** There is no type field: the kind is the flag that is set. */
const wire = z.object({
  isText: z.unknown().optional(),
  content: z.unknown().optional(),
  isSQL: z.unknown().optional(),
  sql: z.unknown().optional(),
  isImage: z.unknown().optional(),
  url: z.unknown().optional(),
  isExecutionStatus: z.unknown().optional(),
  isError: z.unknown().optional(),
  error: z.unknown().optional(),
});

function asEvent(json: unknown): AnswerEvent {
  const { data } = wire.safeParse(json);
  if (!data) return IGNORED;
  if (data.isText) return ifText(data.content, (text) => ({ kind: "text", text }));
  if (data.isSQL) return ifText(data.sql, (sql) => ({ kind: "sql", sql }));
  if (data.isImage) return ifText(data.url, (url) => ({ kind: "picture", url }));
  if (data.isExecutionStatus) return { kind: "status" };
  const error = errorText(data.error) ?? (data.isError ? "" : undefined);
  return error === undefined ? IGNORED : { kind: "error", text: error };
}

const IGNORED = { kind: "ignored" } as const;

function ifText(value: unknown, event: (text: string) => AnswerEvent): AnswerEvent {
  return typeof value === "string" ? event(value) : IGNORED;
}
