import { Never } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import type { Question } from "../engine.ts";
import { asAskFailure } from "./ask-failure.ts";
import type { Access, AskYourDatabaseSettings, Dependencies } from "./dependencies.ts";
import { createReadAnswer, type Asked } from "./read-answer.ts";
import { isRefusedAccess } from "./refused-access.ts";
import { failureOfStatus } from "./status.ts";

/**
 * Asks once. Gives `refused` when the session (or the chat) is no longer taken, which is known
 * before the question is run; throws what `Engine` says for everything else.
 */
export function createAsk({ http, clock, log, settings }: Dependencies) {
  const readAnswer = createReadAnswer({ log, settings });

  return async function ask(
    question: Question,
    access: Access,
    deadlineAt: number,
  ): Promise<Asked> {
    // Opening a session may have taken all the time there was.
    if (clock.now() >= deadlineAt) throw new Never("too_slow");
    try {
      const response = await http.request({
        method: "POST",
        url: `${settings.url}/api/ask?debug=false`,
        headers: headersOf(access, settings.apiKey),
        body: bodyOf(question, access, settings.chatbotId),
        idleMs: settings.idleMs,
        totalMs: deadlineAt - clock.now(),
        maxBytes: mostBytes(settings),
        signal: question.signal,
      });
      if (response.status >= 300) return await readRefusal(response, access);
      return await readAnswer(response, question);
    } catch (error) {
      throw asAskFailure(error, { signal: question.signal, started: false });
    }
  };

  async function readRefusal(response: HttpResponse, access: Access): Promise<Asked> {
    const body = await response.text().catch(() => "");
    if (isRefusedAccess(response.status, body, access.mode)) return { kind: "refused" };
    throw failureOfStatus(response, clock.now());
  }
}

/** The token goes both ways that are known to be taken; which of the two the server reads is not documented. */
function headersOf(access: Access, apiKey: string): Record<string, string> {
  const common = {
    "content-type": "application/json",
    accept: "text/event-stream, application/json",
  };
  if (access.mode === "api-key") return { ...common, authorization: `Bearer ${apiKey}` };
  return {
    ...common,
    "x-ayd-access-token": access.token,
    cookie: `accessToken=${access.token}`,
  };
}

function bodyOf({ text }: Question, access: Access, chatbotId: string): string {
  const body = { question: text, botid: chatbotId, debug: false, fileUrls: [] };
  return JSON.stringify(access.mode === "api-key" ? { ...body, chatid: access.chatid } : body);
}

/** Short pieces of text arrive in events of several times their size. */
function mostBytes({ maxAnswerBytes }: AskYourDatabaseSettings): number {
  return maxAnswerBytes * 16 + 1_000_000;
}
