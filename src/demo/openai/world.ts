import type { FaultQueue } from "../faults.ts";
import type { OpenAiFault, OpenAiRoute } from "./fault.ts";

/** All that the stand-in knows; its routes share it. */
export type World = {
  readonly apiKey: string;
  readonly model: string;
  readonly promptId: string;
  readonly answerDelayMs: number;
  readonly answer: Model;
  readonly faults: FaultQueue<OpenAiRoute, OpenAiFault>;
  readonly conversations: Map<string, Conversation>;
  readonly asked: AskedOpenAi[];
  readonly calls: Record<OpenAiRoute, number>;
  readonly closing: AbortController;
};

/** A very small language model: what to say next. */
export type Model = (asked: {
  instructions: string;
  /** What was said before, oldest first. */
  history: Said[];
  question: string;
}) => string;

export type Said = { role: string; text: string };

export type Conversation = {
  id: string;
  created_at: number;
  metadata: object;
  items: Item[];
  /** Who runs in it: OpenAI refuses a second one. */
  lockedBy?: object | undefined;
};

/** A message as `GET /conversations/:id/items` gives it. */
export type Item = {
  id: string;
  type: "message";
  status: "completed";
  content: object[];
  role: string;
};

/** Instants are milliseconds since 1970. */
export type AskedOpenAi = {
  question: string;
  conversation?: string;
  body: Record<string, unknown>;
  inputTokens: number;
  at: number;
  /** When the last byte was out or the connection gone. */
  endedAt?: number;
};
