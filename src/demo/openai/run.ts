import { newId } from "./items.ts";
import type { RunFault } from "./fault.ts";
import { countTokens } from "./tokens.ts";

/** One run of the model, as its events and its result tell of it. */
export type Run = {
  id: string;
  messageId: string;
  createdAt: number;
  model: string;
  conversation?: string | undefined;
  instructions: string | null;
  text: string;
  inputTokens: number;
  cachedTokens: number;
  fault: RunFault;
};

type RunStatus = "in_progress" | "completed" | "incomplete" | "failed";

export function newRun(
  given: Omit<Run, "id" | "messageId" | "createdAt" | "fault"> & { fault: RunFault | undefined },
): Run {
  const { fault = { kind: "run" } } = given;
  const createdAt = Math.floor(Date.now() / 1000);
  const text = fault.text ?? given.text;
  return { ...given, id: newId("resp"), messageId: newId("msg"), createdAt, text, fault };
}

/** The response object, at its beginning or its end. */
export function responseJson(run: Run, status: RunStatus): object {
  const { end } = run.fault;
  const isOver = status !== "in_progress";
  return {
    id: run.id,
    object: "response",
    created_at: run.createdAt,
    status,
    background: false,
    ...(run.conversation && { conversation: { id: run.conversation } }),
    error: end?.kind === "failed" && isOver ? { code: end.code, message: "It failed." } : null,
    incomplete_details: end?.kind === "incomplete" && isOver ? { reason: end.reason } : null,
    instructions: run.instructions,
    model: run.model,
    output: isOver && status !== "failed" ? [messageJson(run, status)] : [],
    parallel_tool_calls: true,
    tool_choice: "auto",
    tools: [],
    usage: isOver && !run.fault.bare ? usageOf(run) : null,
    metadata: {},
  };
}

export function messageJson(run: Run, status: RunStatus): object {
  const content = status === "in_progress" ? [] : [partJson(run, saidBy(run).join(""))];
  return { id: run.messageId, type: "message", status, content, role: "assistant" };
}

export function partJson({ fault }: Run, text: string): object {
  return fault.refusal
    ? { type: "refusal", refusal: text }
    : { type: "output_text", annotations: [], logprobs: [], text };
}

/** The pieces of the text that come at all. */
export function saidBy({ text, fault }: Run): string[] {
  const pieces = [...text.matchAll(/[\s\S]{1,24}/gu)].map(([piece]) => piece);
  return pieces.slice(0, fault.pieces ?? pieces.length);
}

function usageOf(run: Run): object {
  const output = countTokens(saidBy(run).join(""));
  return {
    input_tokens: run.inputTokens,
    input_tokens_details: { cached_tokens: run.cachedTokens },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: run.inputTokens + output,
  };
}
