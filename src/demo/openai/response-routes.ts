import { setTimeout as wait } from "node:timers/promises";
import type { Express, NextFunction, Request, Response } from "express";
import { z } from "zod";
import { sendError, sendNoSuchConversation } from "./errors.ts";
import { faulty, runFaultOf } from "./faulty.ts";
import { input, itemOf, saidOf } from "./items.ts";
import { newRun, responseJson, type Run } from "./run.ts";
import { eventsOf } from "./run-events.ts";
import { cachedOf, countTokens } from "./tokens.ts";
import type { AskedOpenAi, Conversation, Said, World } from "./world.ts";
import { writeEvents } from "./write-events.ts";

const createRequest = z.object({
  input,
  model: z.string().optional(),
  instructions: z.string().nullish(),
  prompt: z.object({ id: z.string() }).nullish(),
  conversation: z
    .union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])
    .nullish(),
  stream: z.boolean().default(false),
});

type CreateRequest = z.output<typeof createRequest>;

/** Runs of the model, in a conversation or without one. */
export function addResponseRoutes(app: Express, world: World): void {
  app.post("/v1/responses", record, faulty(world, "responses"), create);

  function record(request: Request, response: Response, next: NextFunction): void {
    const { data } = createRequest.safeParse(request.body);
    const conversation = data?.conversation;
    const entry: AskedOpenAi = {
      question: data?.input.at(-1)?.text ?? "",
      ...(conversation && { conversation }),
      body: (request.body ?? {}) as Record<string, unknown>,
      inputTokens: 0,
      at: Date.now(),
    };
    world.asked.push(entry);
    response.locals["asked"] = entry;
    response.once("close", () => (entry.endedAt = Date.now()));
    next();
  }

  async function create(request: Request, response: Response): Promise<void> {
    const { data } = createRequest.safeParse(request.body);
    if (!data) return sendError(response, 400, { message: "Invalid 'input'.", param: "input" });
    if (isRefused(data, response)) return;
    const conversation = world.conversations.get(data.conversation ?? "");
    if (conversation) lock(conversation, response);
    await wait(world.answerDelayMs, undefined, { signal: world.closing.signal }).catch(() => {});
    if (response.destroyed) return;
    const run = think(data, conversation, response);
    if (data.stream) await writeEvents(response, eventsOf(run), run.fault);
    else response.json(responseJson(run, statusOf(run)));
  }

  /** What OpenAI looks at before it runs anything. */
  function isRefused({ model, prompt, conversation }: CreateRequest, response: Response): boolean {
    const found = world.conversations.get(conversation ?? "");
    if (prompt && prompt.id !== world.promptId)
      sendError(response, 404, { message: `Prompt with id '${prompt.id}' not found.` });
    else if (!prompt && model !== world.model)
      sendError(response, 404, {
        message: `The model '${model}' does not exist or you do not have access to it.`,
        code: "model_not_found",
      });
    else if (conversation && !found) sendNoSuchConversation(response, conversation);
    else if (found?.lockedBy) sendError(response, 400, LOCKED);
    return response.headersSent;
  }

  function think(
    { input, instructions = null, model, conversation: id }: CreateRequest,
    conversation: Conversation | undefined,
    response: Response,
  ): Run {
    const before = conversation?.items.map(saidOf) ?? [];
    const said = [...before, ...input];
    const question = input.at(-1)?.text ?? "";
    const fixed = countTokens(instructions ?? "");
    const run = newRun({
      model: model ?? world.model,
      conversation: id ?? undefined,
      instructions,
      text: world.answer({
        instructions: instructions ?? "",
        history: said.slice(0, -1),
        question,
      }),
      inputTokens: fixed + tokensIn(said),
      cachedTokens: cachedOf(fixed + tokensIn(before)),
      fault: runFaultOf(response),
    });
    (response.locals["asked"] as AskedOpenAi).inputTokens = run.inputTokens;
    if (conversation) remember(conversation, input, run);
    return run;
  }
}

function statusOf({ fault }: Run): "completed" | "incomplete" | "failed" {
  const kind = fault.end?.kind;
  return kind === "incomplete" || kind === "failed" ? kind : "completed";
}

const LOCKED = {
  message:
    "Another process is currently operating on this conversation. Please retry in a few seconds.",
  param: "conversation",
  code: "conversation_locked",
};

/** Until the response is over; another lock that was put on meanwhile stays. */
function lock(conversation: Conversation, response: Response): void {
  conversation.lockedBy = response;
  const unlock = () => {
    if (conversation.lockedBy === response) conversation.lockedBy = undefined;
  };
  // Who has the last byte may ask again at once.
  response.once("prefinish", unlock).once("close", unlock);
}

/**
 * A run that breaks off for its client goes on for nobody: then the conversation holds what the
 * client never saw, which is the worst that OpenAI's documents leave open.
 */
function remember(conversation: Conversation, input: Said[], { text, fault }: Run): void {
  conversation.items.push(...input.map(itemOf));
  const hasAnswer = fault.end?.kind !== "failed" && fault.end?.kind !== "error";
  if (hasAnswer) conversation.items.push(itemOf({ role: "assistant", text }));
}

function tokensIn(said: Said[]): number {
  return said.reduce((sum, { text }) => sum + countTokens(text), 0);
}
