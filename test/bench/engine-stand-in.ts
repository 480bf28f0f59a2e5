import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { CHATBOT_ID } from "./account.ts";

/** The question comes back as the answer, at once or after a time of its own, or nothing comes. */
type EngineBehaviour = "at_once" | "silent" | { answerAfterMs(): number };

export type EngineStandIn = {
  url: string;
  /** From now on; it does not change what was asked before. */
  behave(how: EngineBehaviour): void;
  /** How long each answer took here, from its request to its last byte. */
  answeredMs: number[];
  /** Questions that wait for an answer. */
  waiting(): number;
  close(): Promise<void>;
};

/** AskYourDatabase's wire with as little work as possible, so that what is measured is not this. */
export async function startEngineStandIn(): Promise<EngineStandIn> {
  const answeredMs: number[] = [];
  let how: EngineBehaviour = "at_once";
  let waiting = 0;
  const server = createServer((request, response) => void serve(request, response));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    behave: (next) => (how = next),
    answeredMs,
    waiting: () => waiting,
    async close() {
      server.close().closeAllConnections();
      await once(server, "close");
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const body = await bodyOf(request);
    if (request.url === "/api/chatbot/v2/session") return openSession(response, url);
    if (request.url?.startsWith("/api/chatbot/auth/callback")) return signIn(response);
    response.writeHead(200, { "content-type": "text/event-stream" }).write(STATUS);
    if (how === "silent") return wait(response);
    if (how !== "at_once") await later(how.answerAfterMs(), response);
    const { question } = JSON.parse(body) as { question: string };
    response.end(`data: ${JSON.stringify({ isText: true, content: question })}\n\n`);
    answeredMs.push(performance.now() - startedAt);
  }

  function later(delayMs: number, response: ServerResponse): Promise<void> {
    wait(response);
    return delay(delayMs, undefined, { ref: false });
  }

  function wait(response: ServerResponse): void {
    waiting += 1;
    response.once("close", () => (waiting -= 1));
  }
}

const STATUS =
  'data: {"isExecutionStatus":true,"functionName":"executeSQL","status":"started"}\n\n';

function openSession(response: ServerResponse, url: string): void {
  const address = `${url}/api/chatbot/auth/callback?code=${randomBytes(16).toString("hex")}`;
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ url: address }));
}

function signIn(response: ServerResponse): void {
  const token = randomBytes(24).toString("base64url");
  response.writeHead(302, {
    location: `/chatbot/${CHATBOT_ID}`,
    "set-cookie": `accessToken=${token}; Max-Age=604800; Path=/; HttpOnly`,
  });
  response.end();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += String(piece);
  return body;
}
