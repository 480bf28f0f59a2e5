import { fileURLToPath } from "node:url";
import express, { type Express, type RequestHandler } from "express";
import helmet from "helmet";
import { z } from "zod";
import type { Board } from "./board.ts";
import type { Mishap } from "./mishap.ts";
import type { Handset, Provider } from "./provider.ts";

type Dependencies = {
  board: Board;
  provider: Pick<Provider, "name">;
  handsets: Map<string, Handset>;
  mishaps: Mishap[];
  picture: RequestHandler;
};

const choose = z.object({ contact: z.string(), message: z.string(), choice: z.string() });
const write = z.object({ contact: z.string(), text: z.string().min(1).max(4096) });

/** The page with the phone: its files, what it shows as server-sent events, and what its buttons do. */
export function createPhoneApp(dependencies: Dependencies): Express {
  const { board, provider, handsets, mishaps, picture } = dependencies;
  const lastId = new Map<string, string>();
  const app = express().disable("x-powered-by");
  app.use(helmet(HEADERS), express.static(PAGE, { cacheControl: false }));
  app.get("/media/:sid/:index", picture);
  app.get("/events", events(board));
  app.post("/messages", express.json(), send);
  app.post("/choices", express.json(), pick);
  app.post("/messages/again", express.json(), sendAgain);
  app.post("/mishaps/:id", cause);
  return app;

  function send(...[request, response]: Parameters<RequestHandler>): void {
    const { data } = write.safeParse(request.body);
    const handset = handsets.get(data?.contact ?? "");
    if (!data || !handset) return void response.status(400).end();
    response.status(202).end();
    remember(data.contact, handset.says(data.text));
  }

  function pick(...[request, response]: Parameters<RequestHandler>): void {
    const { data } = choose.safeParse(request.body);
    const handset = handsets.get(data?.contact ?? "");
    if (!data || !handset) return void response.status(400).end();
    response.status(202).end();
    remember(data.contact, handset.chooses(data.message, data.choice));
  }

  /** A server that cannot be reached is told on the card of the message. */
  function remember(contact: string, sent: Promise<{ id: string }>): void {
    sent.then(
      ({ id }) => lastId.set(contact, id),
      () => {},
    );
  }

  function sendAgain(...[request, response]: Parameters<RequestHandler>): void {
    const { data } = write.pick({ contact: true }).safeParse(request.body);
    const handset = handsets.get(data?.contact ?? "");
    const id = lastId.get(data?.contact ?? "");
    response.status(202).end();
    if (!handset || !id) return board.note("Send a message first, then deliver it again.", "plain");
    board.note(`${provider.name} delivers the last message a second time.`, "plain");
    handset.redeliver(id).catch(() => {});
  }

  function cause(...[request, response]: Parameters<RequestHandler>): void {
    const mishap = mishaps.find(({ id }) => id === request.params["id"]);
    if (!mishap) return void response.status(404).end();
    mishap.happen();
    board.note(mishap.hint, "wait");
    response.status(202).end();
  }
}

function events(board: Board): RequestHandler {
  return function stream(_request, response) {
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    const stop = board.watch((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
    response.on("close", stop);
  };
}

const PAGE = fileURLToPath(new URL("page", import.meta.url));

/** Nothing from anywhere else; plain http, because it is this machine. */
const HEADERS = {
  strictTransportSecurity: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
};
