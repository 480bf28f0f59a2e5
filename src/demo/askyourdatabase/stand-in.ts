import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { addAskRoute } from "./ask-route.ts";
import { addChartRoute } from "./chart-route.ts";
import { addChatRoutes } from "./chat-routes.ts";
import { createFaults, type Faults, type Route } from "./faults.ts";
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
  const world = createWorld(options);
  const server = createServer(createApp(world)).listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: world.url,
    faults: world.faults,
    asked: world.asked,
    sessionsOpened: world.sessionsOpened,
    calls: world.calls,
    endSessions: () => world.tokens.clear(),
    forgetChats: () => world.chats.clear(),
    async close() {
      world.closing.abort();
      server.close().closeAllConnections();
      await once(server, "close");
      world.shop.close();
    },
  };
}

function createWorld({ apiKey, chatbotId, answerDelayMs, sessionSeconds }: StandInOptions): World {
  return {
    url: "",
    apiKey,
    chatbotId,
    answerDelayMs: answerDelayMs ?? 0,
    sessionSeconds: sessionSeconds ?? 7 * 24 * 3600,
    shop: createShop(),
    faults: createFaults(),
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
