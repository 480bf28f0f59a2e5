import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Express, NextFunction, Request, Response } from "express";
import { z } from "zod";
import { eventsOf } from "./answer-events.ts";
import { encodeStream, writeStream } from "./answer-stream.ts";
import { faultOf, faulty } from "./faulty.ts";
import { hasKey } from "./has-key.ts";
import type { ShopAnswer } from "./known-questions.ts";
import { answerQuestion } from "./questions.ts";
import { refuse } from "./refuse.ts";
import type { AskedQuestion, StoredMessage, World } from "./world.ts";

const askRequest = z.object({
  question: z.string(),
  botid: z.string(),
  chatid: z.string().optional(),
  debug: z.boolean().default(false),
});

/** A question, with a session's token or with the API key and a chat, answered as a stream of events. */
export function addAskRoute(app: Express, world: World): void {
  app.post("/api/ask", record, faulty(world, "ask"), answer);

  function record(request: Request, response: Response, next: NextFunction): void {
    const { data } = askRequest.safeParse(request.body);
    const tokens = tokensOf(request);
    const email = world.tokens.get(tokens.header ?? tokens.cookie ?? "")?.email;
    const entry: AskedQuestion = {
      question: data?.question ?? "",
      botid: data?.botid ?? "",
      ...(email !== undefined && { email }),
      ...(data?.chatid !== undefined && { chatid: data.chatid }),
      tokens,
      body: request.body,
      at: Date.now(),
    };
    world.asked.push(entry);
    response.locals["asked"] = entry;
    response.once("close", () => (entry.endedAt = Date.now()));
    next();
  }

  async function answer(request: Request, response: Response): Promise<void> {
    const { data } = askRequest.safeParse(request.body);
    if (!data) return refuse(response, 400, "question is required");
    const refusal = refusalOf(request, data);
    if (refusal) return refuse(response, refusal.status, refusal.error);
    await wait(world.answerDelayMs, undefined, { signal: world.closing.signal }).catch(() => {});
    if (world.closing.signal.aborted || response.destroyed) return;
    (response.locals["asked"] as AskedQuestion).ranAt = Date.now();
    const found = answerQuestion(world.shop, data.question, world.url);
    const fault = faultOf(response, "stream");
    const events = fault?.events ?? eventsOf(found, { debug: data.debug });
    await writeStream(response, encodeStream(events, fault), fault);
    remember(data, found);
  }

  function refusalOf(request: Request, { botid, chatid }: z.output<typeof askRequest>) {
    if (request.headers.authorization === undefined) {
      const { header, cookie } = tokensOf(request);
      const known = world.tokens.has(header ?? cookie ?? "");
      return known ? unknownChatbot(botid) : { status: 401, error: "Authentication failed" };
    }
    if (!hasKey(request, world.apiKey)) return { status: 401, error: "Authentication failed" };
    if (chatid === undefined) return { status: 400, error: "chatid is required" };
    if (!world.chats.has(chatid)) return { status: 404, error: "Chat does not exist" };
    return unknownChatbot(botid);
  }

  function unknownChatbot(botid: string) {
    if (botid === world.chatbotId) return undefined;
    return { status: 404, error: "Chatbot not found or access denied" };
  }

  function remember(
    { question, chatid }: z.output<typeof askRequest>,
    { text, sql, rows }: ShopAnswer,
  ): void {
    const messages = chatid === undefined ? undefined : world.chats.get(chatid);
    if (!messages || chatid === undefined) return;
    const common = () => ({
      id: `msg_${randomUUID()}`,
      chatid,
      chatbotid: world.chatbotId,
      createdat: new Date().toISOString(),
      issql: false,
    });
    messages.push({ ...common(), role: "user", content: question });
    if (sql !== undefined) {
      const result = { result: rows ?? [] };
      messages.push({ ...common(), role: "system", content: null, sql, result, issql: true });
    }
    messages.push({ ...common(), role: "assistant", content: text } satisfies StoredMessage);
  }
}

function tokensOf(request: Request): AskedQuestion["tokens"] {
  const cookie = /(?:^|;\s*)accessToken=([^;]*)/.exec(request.headers.cookie ?? "")?.[1];
  return { header: request.get("x-ayd-access-token"), cookie };
}
