import type { OpenAI } from "openai";
import { Interrupted, Never } from "../../errors.ts";
import { createCarry } from "./carry.ts";
import type { Dependencies } from "./dependencies.ts";

/** A client for one question: whatever it is asked to do ends with the question's time. */
export type Client = {
  /** Throws `Never` when the time is over, and `Interrupted` when nobody waits any more. */
  use(limits?: { mostMs: number }): Promise<OpenAI>;
  readonly signal: AbortSignal;
};

type OpenClient = (given: { deadlineAt: number; signal: AbortSignal }) => Client;

/**
 * The official client, carried by our `http`. Its module is loaded at the first question, as that
 * takes longer than all others together.
 */
export function createOpenClient({
  http,
  clock,
  settings,
}: Pick<Dependencies, "http" | "clock" | "settings">): OpenClient {
  return ({ deadlineAt, signal }) => ({
    signal,
    async use({ mostMs } = { mostMs: settings.totalMs }) {
      const { OpenAI } = await import("openai");
      if (signal.aborted) throw new Interrupted("aborted");
      const totalMs = Math.min(deadlineAt - clock.now(), mostMs);
      if (totalMs <= 0) throw new Never("too_slow");
      return new OpenAI({
        ...NOTHING_OF_THE_ENVIRONMENT,
        apiKey: settings.apiKey,
        baseURL: settings.baseUrl ?? "https://api.openai.com/v1",
        maxRetries: 0,
        timeout: LONGER_THAN_OURS_MS,
        fetch: createCarry({ http, limits: { ...limitsOf(settings), totalMs } }),
      });
    },
  });
}

/** Left out, the client takes each from the environment; its log would hold what was asked. */
const NOTHING_OF_THE_ENVIRONMENT = {
  adminAPIKey: null,
  organization: null,
  project: null,
  webhookSecret: null,
  logLevel: "off" as const,
};

/** `http` keeps the time; a second keeper would only give it a second name. */
const LONGER_THAN_OURS_MS = 2_000_000_000;

function limitsOf({ idleMs, maxAnswerBytes }: Dependencies["settings"]) {
  // A few letters of text arrive in an event of some hundred bytes; nobody reads the longest text so.
  return { idleMs, maxBytes: maxAnswerBytes * 16 + 1_000_000 };
}
