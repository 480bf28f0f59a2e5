import { RetryLater } from "../../errors.ts";
import { HttpFailure } from "../../http/http-failure.ts";
import type { HttpResponse } from "../../http/http.ts";
import { parseJson } from "../../parse-json.ts";
import type { Dependencies } from "./dependencies.ts";
import { noSuchChatbot } from "./repairs.ts";
import { failureOfStatus } from "./status.ts";

/**
 * Makes a call that comes before a question, with the API key, and gives the JSON of its answer.
 * Nothing was asked yet, so whatever the network does to it may be tried again.
 */
export function createPrepare({
  http,
  clock,
  settings,
}: Pick<Dependencies, "http" | "clock" | "settings">) {
  return async function prepare(
    path: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<unknown> {
    try {
      const response = await http.request({
        method: "POST",
        url: settings.url + path,
        headers: {
          authorization: `Bearer ${settings.apiKey}`,
          "content-type": "application/json",
          accept: "application/json",
        },
        body: JSON.stringify(body),
        ...preparingLimits(settings.idleMs, signal),
      });
      return await jsonOf(response, clock.now());
    } catch (error) {
      throw asPreparingFailure(error);
    }
  };
}

async function jsonOf(response: HttpResponse, now: number): Promise<unknown> {
  if (response.status >= 300) {
    response.discard();
    throw UNKNOWN_CHATBOT.has(response.status) ? noSuchChatbot() : failureOfStatus(response, now);
  }
  return parseJson(await response.text());
}

/** These calls carry nothing but the chatbot's id that could be wrong. */
const UNKNOWN_CHATBOT = new Set([400, 404, 422]);

/** For all calls together that open a session: the contact is waiting. */
export const OPENING_MS = 30_000;

export function preparingLimits(idleMs: number, signal: AbortSignal) {
  return { idleMs, totalMs: OPENING_MS, maxBytes: 1_000_000, signal };
}

export function asPreparingFailure(error: unknown): unknown {
  return error instanceof HttpFailure ? new RetryLater(`ayd_${error.code}`) : error;
}
