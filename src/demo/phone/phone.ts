import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { AskYourDatabaseStandIn } from "../askyourdatabase/stand-in.ts";
import type { TwilioStandIn } from "../twilio/twilio.ts";
import { createBoard } from "./board.ts";
import { createMishaps } from "./mishaps.ts";
import { people } from "./people.ts";
import { createPhoneApp } from "./phone-app.ts";
import { createPictures } from "./pictures.ts";
import { createStory } from "./story.ts";
import { suggestions } from "./suggestions.ts";

type Dependencies = {
  twilio: TwilioStandIn;
  askYourDatabase: AskYourDatabaseStandIn;
  sqlFor: (question: string) => string | undefined;
  reachable: (url: string) => string;
};

export type Phone = {
  /** A line that the server logged. */
  log: (line: string) => void;
  serverStopped: (text: string) => void;
  /** Listens on this machine only, on a free port when the wished one is taken. */
  listen(wishedPort: number): Promise<{ url: string; isWished: boolean }>;
  close(): Promise<void>;
};

/** The page with the phone, and the story of every message beside it. */
export function createPhone({ twilio, askYourDatabase, sqlFor, reachable }: Dependencies): Phone {
  const mishaps = createMishaps({ twilio, askYourDatabase });
  const board = createBoard({ business: "Sample Shop", contacts: people, suggestions, mishaps });
  const story = createStory({ board, sqlFor });
  twilio.onEvent(story.twilio);
  const phones = new Map(
    people.map(({ address, name }) => [address, twilio.contact(address, { name })]),
  );
  const picture = createPictures({ twilio, contacts: people, reachable });
  const server = createServer(createPhoneApp({ board, phones, mishaps, picture }));
  return {
    log: story.log,
    serverStopped: (text) => board.show({ kind: "server", server: { running: false, text } }),
    async listen(wishedPort) {
      const isWished = await listenOn(server, wishedPort);
      if (!isWished) await listenOn(server, 0);
      return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, isWished };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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
