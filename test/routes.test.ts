import type { Express } from "express";
import supertest from "supertest";
import { expect, test } from "vitest";
import { createChannels } from "../src/channels/channels.ts";
import { createMetrics } from "../src/metrics/metrics.ts";
import { createServer } from "../src/server.ts";
import { aMetaChannel } from "./channels/meta/a-meta-channel.ts";
import { aTwilioChannel } from "./channels/twilio/start-twilio.ts";
import { collectLog } from "./kit/collect-log.ts";

/** Routes that anybody may call. Every other one has to ask for a proof of where a request comes from. */
const OPEN = ["GET /healthz", "GET /readyz", "GET /health", "GET /metrics"];

test("the server has the routes of the contract, and no other", () => {
  expect(routesOf(aServer().app)).toEqual([
    "POST /whatsapp",
    "POST /whatsapp/status",
    "GET /webhook",
    "POST /webhook",
    ...OPEN,
  ]);
});

test("no other route takes anything that is not signed", async () => {
  const { app, received } = aServer();
  const closed = routesOf(app).filter((route) => !OPEN.includes(route));
  for (const route of closed)
    for (const signature of ["", "bm90IGEgc2lnbmF0dXJl", "sha256=00"])
      expect([route, await call(app, route, signature)]).toEqual([route, 403]);
  expect(received).toEqual([]);
});

/** In every content type that a webhook may want: one of them is read. */
async function call(app: Express, route: string, signature: string): Promise<number> {
  const [method = "", path = ""] = route.split(" ");
  const statuses = await Promise.all(
    ["form", "json"].map(async (type) => {
      const request = supertest(app)[method.toLowerCase() as "post"](path).type(type);
      for (const header of SIGNATURES) void request.set(header, signature);
      return (await request.send(type === "form" ? "a=1" : { a: 1 })).status;
    }),
  );
  return statuses.find((status) => status !== 415) ?? 415;
}

const SIGNATURES = ["X-Twilio-Signature", "X-Hub-Signature-256", "X-Slack-Signature"];

function aServer() {
  const received: unknown[] = [];
  const app = createServer({
    channels: createChannels([aTwilioChannel().channel, aMetaChannel().channel]),
    receive: async (delivery) => void received.push(delivery),
    readyz: (_request, response) => void response.end(),
    metrics: createMetrics(),
    log: collectLog().log,
  });
  return { app, received };
}

type Layer = { route?: { path: string | string[]; methods: Record<string, boolean> } };

/** As Express itself holds them: a route that somebody adds is among them. */
function routesOf(app: Express): string[] {
  const layers = app.router.stack as unknown as Layer[];
  return layers.flatMap(({ route }) =>
    route
      ? Object.keys(route.methods).flatMap((method) =>
          [route.path].flat().map((path) => `${method.toUpperCase()} ${path}`),
        )
      : [],
  );
}
