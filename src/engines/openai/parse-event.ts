import { z } from "zod";
import type { TokenUse } from "../../nouns.ts";

export type AnswerEvent =
  /** `part` tells the pieces of one text from those of the next. */
  | { kind: "text"; text: string; part: string }
  | { kind: "refusal"; text: string }
  | { kind: "end"; end: TerminalEvent; whole: Whole; tokens: TokenUse | undefined }
  | { kind: "ignored" };

/** How the model says that a run is over. */
export type TerminalEvent =
  { kind: "completed" } | { kind: "incomplete"; reason: string } | { kind: "failed"; code: string };

/** All that was said, once more: some compatible servers leave out the pieces. */
export type Whole = { text: string; refusal: string };

/**
 * One event of a response, taken for nothing that it does not prove to be: compatible servers
 * leave fields out, and OpenAI adds events.
 */
export function parseEvent(event: unknown): AnswerEvent {
  const { data } = streamEvent.safeParse(event);
  switch (data?.type) {
    case undefined:
      return { kind: "ignored" };
    case "response.output_text.delta":
      return { kind: "text", text: data.delta, part: `${data.item_id} ${data.content_index}` };
    case "response.refusal.delta":
      return { kind: "refusal", text: data.delta };
    case "response.completed":
      return endOf({ kind: "completed" }, data.response);
    case "response.incomplete": {
      const reason = data.response.incomplete_details?.reason ?? "incomplete";
      return endOf({ kind: "incomplete", reason }, data.response);
    }
    case "response.failed":
      return endOf({ kind: "failed", code: data.response.error?.code ?? "failed" }, data.response);
    default:
      return data satisfies never;
  }
}

const contentPart = z.object({
  type: z.string(),
  text: z.string().default(""),
  refusal: z.string().default(""),
});

/** A model that thinks puts other items before its message; they have other contents, or none. */
const outputItem = z.object({
  type: z.string(),
  content: z.array(contentPart).catch([]).default([]),
});

/** Counters only count up: they throw for anything less. */
const count = z.int().min(0);

const usage = z.object({
  input_tokens: count,
  output_tokens: count,
  input_tokens_details: z.object({ cached_tokens: count }).nullish().catch(null),
});

const response = z.object({
  output: z.array(outputItem).catch([]).default([]),
  usage: usage.nullish().catch(null),
  error: z.object({ code: z.string() }).nullish().catch(null),
  incomplete_details: z.object({ reason: z.string() }).nullish().catch(null),
});

const delta = {
  delta: z.string(),
  item_id: z.string().catch(""),
  content_index: z.number().catch(0),
};

const streamEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("response.output_text.delta"), ...delta }),
  z.object({ type: z.literal("response.refusal.delta"), ...delta }),
  z.object({ type: z.literal("response.completed"), response }),
  z.object({ type: z.literal("response.incomplete"), response }),
  z.object({ type: z.literal("response.failed"), response }),
]);

function endOf(end: TerminalEvent, { output, usage }: z.output<typeof response>): AnswerEvent {
  const said = output.filter(({ type }) => type === "message").flatMap(({ content }) => content);
  const whole = {
    text: said.map(({ type, text }) => (type === "output_text" ? text : "")).join(""),
    refusal: said.map(({ refusal }) => refusal).join(""),
  };
  return { kind: "end", end, whole, tokens: usage ? tokensOf(usage) : undefined };
}

function tokensOf({
  input_tokens: input,
  output_tokens: output,
  input_tokens_details: details,
}: z.output<typeof usage>): TokenUse {
  return { input, cached: details?.cached_tokens ?? 0, output };
}
