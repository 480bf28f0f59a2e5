import { Interrupted, Never } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import type { Answer } from "../../nouns.ts";
import type { Question } from "../engine.ts";
import { asAskFailure } from "./ask-failure.ts";
import { collectAnswer, type Collected } from "./collect-answer.ts";
import { collectJson } from "./collect-json.ts";
import type { AskYourDatabaseSettings, Dependencies } from "./dependencies.ts";
import { saysRefused } from "./refused-access.ts";
import { wrongAddress } from "./repairs.ts";

/** `refused`: the session (or the chat) is no longer taken, and the question was not run. */
export type Asked = { kind: "answered"; answer: Answer } | { kind: "refused" };

/** Makes what it can of a response with status 2xx, whatever it turns out to hold. */
export function createReadAnswer({ log, settings }: Pick<Dependencies, "log" | "settings">) {
  return async function readAnswer(response: HttpResponse, question: Question): Promise<Asked> {
    const contentType = response.headers["content-type"] ?? "";
    if (/html/i.test(contentType)) return readPage(response, settings.mode);
    const limits = { baseUrl: settings.url, maxBytes: settings.maxAnswerBytes };
    const collected = /json/i.test(contentType)
      ? await collectJson(response, limits)
      : await collectAnswer(response.body, limits);
    noteIgnored(collected, question.conversationId);
    return conclude(collected, settings.mode, question.signal);
  };

  /** Where answers look poor, this tells whether the wire protocol has changed. */
  function noteIgnored({ ignored }: Collected, conversationId: number): void {
    if (ignored === 0) return;
    log.info({ conversationId, engine: "askyourdatabase", ignored }, "unknown events ignored");
  }
}

/** A page for people: in a session the one to sign in, otherwise the wrong server. */
function readPage(response: HttpResponse, mode: AskYourDatabaseSettings["mode"]): Asked {
  response.discard();
  if (mode === "session") return { kind: "refused" };
  throw wrongAddress();
}

function conclude(
  { answer, end, bytes }: Collected,
  mode: AskYourDatabaseSettings["mode"],
  signal: AbortSignal,
): Asked {
  // We stopped it ourselves, so it is ours to ask again: half an answer is none.
  if (end.kind === "broken" && signal.aborted) throw new Interrupted("aborted");
  if (answer.text !== "" || answer.pictures.length > 0) return { kind: "answered", answer };
  switch (end.kind) {
    case "complete":
    case "too_long":
      return { kind: "answered", answer };
    case "error":
      if (saysRefused(end.text, mode)) return { kind: "refused" };
      throw new Never("ayd_error");
    case "broken":
      throw asAskFailure(end.failure, { signal, started: bytes > 0 });
    default:
      return end satisfies never;
  }
}
