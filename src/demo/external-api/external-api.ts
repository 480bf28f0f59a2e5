import { createServer } from "node:http";
import express, { type Express } from "express";
import { createFaultQueue, type FaultQueue } from "../faults.ts";
import { listenOnLoopback, stopServer } from "../loopback.ts";
import type { Fault } from "./fault.ts";
import { happen } from "./happen.ts";
import { takeIn, type Inbox } from "./take-in.ts";
import { usualReply, type Reply } from "./usual-reply.ts";
import { createVerify, type Signed, type Submission } from "./verify.ts";

export type ExternalApi = Pick<Inbox, "received" | "calls"> & {
  /** Where the answers are sent. */
  url: string;
  faults: FaultQueue<"submit", Fault>;
  /** Says this to the next answers. */
  next(reply: Reply): void;
  /** Says this to all answers that nothing else waits for. */
  always(reply: Reply | ((submission: Submission) => Reply)): void;
  close(): Promise<void>;
};

type Options = {
  /** As in EXTERNAL_API_SECRET. */
  secret: string;
  port?: number;
};

/** Somebody's API that takes answers in, as seen over HTTP on this machine. */
export async function startExternalApi({ secret, port = 0 }: Options): Promise<ExternalApi> {
  const world = createWorld(secret);
  const { inbox, faults, closing } = world;
  const server = createServer(createApp(world));
  const url = await listenOnLoopback(server, port);
  return {
    url: `${url}/answers`,
    received: inbox.received,
    calls: inbox.calls,
    faults,
    next: (reply) => void inbox.replies.push(reply),
    always(reply) {
      inbox.usual = typeof reply === "function" ? reply : () => reply;
    },
    async close() {
      closing.abort();
      await stopServer(server);
    },
  };
}

type World = ReturnType<typeof createWorld>;

function createWorld(secret: string) {
  const inbox: Inbox = {
    received: [],
    calls: { all: 0, repeated: 0, unsigned: 0 },
    replies: [],
    usual: usualReply,
  };
  return {
    inbox,
    verify: createVerify(secret),
    faults: createFaultQueue<"submit", Fault>(),
    closing: new AbortController(),
  };
}

function createApp({ inbox, verify, faults, closing }: World): Express {
  const app = express().disable("x-powered-by");
  const readBody = express.raw({ type: "application/json", limit: "1mb" });
  app.post("/answers", readBody, async (request, response) => {
    inbox.calls.all += 1;
    const fault = faults.take("submit");
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signed = verify(request.headers, body);
    const respond = () => respondTo(inbox, signed);
    if (fault && typeof signed === "object") {
      await happen(fault, { response, takeIn: respond, closing: closing.signal });
      return;
    }
    const said = respond();
    response.status(said.status).json(said.body);
  });
  return app;
}

function respondTo(inbox: Inbox, signed: Signed | 400 | 401): { status: number; body: object } {
  if (signed === 401) inbox.calls.unsigned += 1;
  if (signed === 401) return { status: 401, body: { error: "The signature is not right." } };
  if (signed === 400) return { status: 400, body: { error: "These are no answers." } };
  const reply = takeIn(inbox, signed);
  if (reply !== "conflict") return { status: 200, body: reply };
  return { status: 409, body: { error: "This id had other answers." } };
}
