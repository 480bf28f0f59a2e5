import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { stopServer } from "../loopback.ts";
import type { Answerer } from "./answerer.ts";
import { createBoard } from "./board.ts";
import { people } from "./people.ts";
import { createPhoneApp } from "./phone-app.ts";
import { createPictures } from "./pictures.ts";
import type { Provider } from "./provider.ts";
import { createStory } from "./story.ts";

type Dependencies = {
  provider: Provider;
  answerer: Answerer;
  /** Where what the server offers at its public address can be had on this machine. */
  reachable: (url: string) => string;
};

type Phone = {
  /** A line that the server logged. */
  log: (line: string) => void;
  serverStopped: (text: string) => void;
  /** Listens on this machine only, on a free port when the wished one is taken. */
  listen(wishedPort: number): Promise<{ url: string; isWished: boolean }>;
  close(): Promise<void>;
};

/** The page with the phone, and the story of every message beside it. */
export function createPhone({ provider, answerer, reachable }: Dependencies): Phone {
  const mishaps = [...answerer.mishaps, ...provider.mishaps];
  const board = createBoard({
    business: "Sample Shop",
    provider: provider.name,
    played: `Only WhatsApp, ${provider.name} and ${inSentence(answerer.asks)}`,
    contacts: people,
    suggestions: answerer.suggestions,
    mishaps: mishaps.map(({ happen: _, ...mishap }) => mishap),
  });
  const story = createStory({ board, provider, answerer });
  provider.onHappening(story.happening);
  const handsets = new Map(people.map((person) => [person.address, provider.handset(person)]));
  const picture = createPictures({ provider, contacts: people, reachable });
  const app = createPhoneApp({ board, provider, handsets, mishaps, picture });
  const server = createServer(app);
  return {
    log: story.log,
    serverStopped: (text) => board.show({ kind: "server", server: { running: false, text } }),
    async listen(wishedPort) {
      const isWished = await listenOn(server, wishedPort);
      if (!isWished) await listenOn(server, 0);
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, isWished };
    },
    close: () => stopServer(server),
  };
}

/** A name that begins sentences, in the middle of one. */
function inSentence(name: string): string {
  return name.replace(/^The /, "the ");
}

/** False when the port is taken, or not for everybody. */
function listenOn(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) => {
      if (port !== 0 && (error.code === "EADDRINUSE" || error.code === "EACCES")) resolve(false);
      else reject(error);
    };
    server.once("error", refused);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", refused);
      resolve(true);
    });
  });
}
