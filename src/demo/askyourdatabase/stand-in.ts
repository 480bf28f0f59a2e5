import { createServer } from "node:http";
import express from "express";
import { createFaultQueue } from "../faults.ts";
import { listenOnLoopback, stopServer } from "../loopback.ts";
import { addAskRoute } from "./ask-route.ts";
import { addChartRoute } from "./chart-route.ts";
import { addChatRoutes } from "./chat-routes.ts";
import type { Faults, Route } from "./faults.ts";
import { addSessionRoutes } from "./session-routes.ts";
import { createShop } from "./shop.ts";
import type { AskedQuestion, OpenedSession, World } from "./world.ts";

export type AskYourDatabaseStandIn = {
  url: string;
  faults: Faults;
  /** Every question that came in, also those that were refused, in the order of arrival. */
  asked: AskedQuestion[];
  sessionsOpened: OpenedSession[];
  /** How often each route was called. */
  calls: Record<Route, number>;
  /** Ends every session, as if its time were over. */
  endSessions(): void;
  /** Forgets every chat that was opened with the API key. */
  forgetChats(): void;
  close(): Promise<void>;
};

export type StandInOptions = {
  apiKey: string;
  chatbotId: string;
  port?: number;
  /** How long the answer to a question is thought about before anything comes. */
  answerDelayMs?: number;
  sessionSeconds?: number;
};

/** AskYourDatabase as seen over HTTP on this machine, with a small shop for a database. */
export async function startAskYourDatabaseStandIn(
  options: StandInOptions,
): Promise<AskYourDatabaseStandIn> {
  const server = createServer();
  const url = await listenOnLoopback(server, options.port ?? 0);
  const world = createWorld(options, url);
  server.on("request", createApp(world));
  return {
    url,
    faults: world.faults,
    asked: world.asked,
    sessionsOpened: world.sessionsOpened,
    calls: world.calls,
    endSessions: () => world.tokens.clear(),
    forgetChats: () => world.chats.clear(),
    async close() {
      world.closing.abort();
      await stopServer(server);
      world.shop.close();
    },
  };
}

function createWorld(options: StandInOptions, url: string): World {
  const { apiKey, chatbotId, answerDelayMs = 0, sessionSeconds = 7 * 24 * 3600 } = options;
  return {
    url,
    apiKey,
    chatbotId,
    answerDelayMs,
    sessionSeconds,
    shop: createShop(),
    faults: createFaultQueue(),
    codes: new Map(),
    tokens: new Map(),
    chats: new Map(),
    asked: [],
    sessionsOpened: [],
    calls: { session: 0, callback: 0, ask: 0, newChat: 0, messages: 0, chart: 0 },
    closing: new AbortController(),
  };
}

function createApp(world: World): express.Express {
  const app = express()
    .disable("x-powered-by")
    .use(express.json({ limit: "1mb" }));
  addSessionRoutes(app, world);
  addChatRoutes(app, world);
  addAskRoute(app, world);
  addChartRoute(app, world);
  return app;
}
