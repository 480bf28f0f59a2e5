import { createServer } from "node:http";
import express, { type NextFunction, type Request, type Response } from "express";
import { createShop } from "../askyourdatabase/shop.ts";
import { createFaultQueue, type FaultQueue } from "../faults.ts";
import { listenOnLoopback, stopServer } from "../loopback.ts";
import { addConversationRoutes } from "./conversation-routes.ts";
import { sendError } from "./errors.ts";
import type { OpenAiFault, OpenAiRoute } from "./fault.ts";
import { saidOf } from "./items.ts";
import { addResponseRoutes } from "./response-routes.ts";
import { createShopModel } from "./shop-model.ts";
import type { AskedOpenAi, Model, Said, World } from "./world.ts";

export type OpenAiStandIn = {
  /** With `/v1`, as `OPENAI_BASE_URL` wants it. */
  url: string;
  faults: FaultQueue<OpenAiRoute, OpenAiFault>;
  /** Every run that was asked for, also those that were refused, in the order of arrival. */
  asked: AskedOpenAi[];
  /** How often each route was called. */
  calls: Record<OpenAiRoute, number>;
  /** What a conversation holds, oldest first. */
  said(conversation: string): Said[];
  /** Forgets a conversation, or all of them. */
  vanish(conversation?: string): void;
  /** Locks a conversation, as a run of another process would. */
  lock(conversation: string): void;
  unlock(conversation: string): void;
  close(): Promise<void>;
};

export type StandInOptions = {
  apiKey: string;
  model?: string;
  promptId?: string;
  port?: number;
  /** How long the model thinks before anything comes. */
  answerDelayMs?: number;
  /** In place of the model that knows the demo's shop. */
  answer?: Model;
};

/** OpenAI's Responses and Conversations as seen over HTTP on this machine. */
export async function startOpenAiStandIn(options: StandInOptions): Promise<OpenAiStandIn> {
  const shop = createShop();
  const world = createWorld({ answer: createShopModel(shop), ...options });
  const server = createServer(createApp(world));
  const url = await listenOnLoopback(server, options.port ?? 0);
  return {
    url: `${url}/v1`,
    faults: world.faults,
    asked: world.asked,
    calls: world.calls,
    said: (id) => world.conversations.get(id)?.items.map(saidOf) ?? [],
    vanish(id) {
      if (id === undefined) world.conversations.clear();
      else world.conversations.delete(id);
    },
    lock: (id) => setLock(world, id, {}),
    unlock: (id) => setLock(world, id, undefined),
    async close() {
      world.closing.abort();
      await stopServer(server);
      shop.close();
    },
  };
}

function createWorld(options: StandInOptions & { answer: Model }): World {
  const { apiKey, model = "gpt-6-luna", promptId = "pmpt_demo", answerDelayMs = 0 } = options;
  return {
    apiKey,
    model,
    promptId,
    answerDelayMs,
    answer: options.answer,
    faults: createFaultQueue(),
    conversations: new Map(),
    asked: [],
    calls: { responses: 0, conversations: 0, items: 0 },
    closing: new AbortController(),
  };
}

function createApp(world: World): express.Express {
  const app = express().disable("x-powered-by");
  app.use(onlyWithKey, express.json({ limit: "10mb" }), refuseBadJson);
  addConversationRoutes(app, world);
  addResponseRoutes(app, world);
  app.use((request, response) => {
    const message = `Invalid URL (${request.method} ${request.path})`;
    sendError(response, 404, { message });
  });
  return app;

  function onlyWithKey(request: Request, response: Response, next: NextFunction): void {
    if (request.headers.authorization === `Bearer ${world.apiKey}`) next();
    else sendError(response, 401, BAD_KEY);
  }
}

const BAD_KEY = { message: "Incorrect API key provided.", code: "invalid_api_key" };
const BAD_JSON = {
  message: "We could not parse the JSON body of your request.",
  code: "invalid_json",
};

function refuseBadJson(
  _error: unknown,
  _request: Request,
  response: Response,
  _next: NextFunction,
): void {
  sendError(response, 400, BAD_JSON);
}

function setLock(world: World, id: string, lockedBy: object | undefined): void {
  const conversation = world.conversations.get(id);
  if (conversation) conversation.lockedBy = lockedBy;
}
