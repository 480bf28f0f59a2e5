import { createServer, type RequestListener } from "node:http";
import express, { type Request, type Response } from "express";
import twilio from "twilio";
import { AUTH_TOKEN, WEBHOOK_URL } from "./account.ts";

/** What Askline is compared with, each as a process of its own: `baseline-server.ts <kind> <port>`. */
export type BaselineKind = "express" | "express-signed" | "node-http";

const LISTENERS: Record<BaselineKind, () => RequestListener> = {
  express: () => expressApp((_request, response) => accept(response)),
  "express-signed": () =>
    expressApp((request, response) => {
      const signature = request.headers["x-twilio-signature"];
      if (twilio.validateRequest(AUTH_TOKEN, String(signature), WEBHOOK_URL, request.body))
        accept(response);
      else response.status(403).end();
    }),
  "node-http": () => (request, response) => {
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "text/xml" }).end("<Response/>");
    });
  },
};

/** Express as its own documentation would have it: for each provider one parser, one route. */
function expressApp(handle: (request: Request, response: Response) => void): RequestListener {
  const app = express();
  app.get("/readyz", (_request, response) => void response.end());
  app.post("/whatsapp", express.urlencoded({ extended: false }), handle);
  app.post("/webhook", express.json({ limit: "3mb" }), handle);
  return app;
}

function accept(response: Response): void {
  response.type("text/xml").send("<Response/>");
}

const [kind = "", port] = process.argv.slice(2);
createServer(LISTENERS[kind as BaselineKind]()).listen(Number(port), "127.0.0.1");
