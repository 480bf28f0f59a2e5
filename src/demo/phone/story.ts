import type { Answerer } from "./answerer.ts";
import type { Board } from "./board.ts";
import { createCards } from "./cards.ts";
import { readLogLine } from "./log-line.ts";
import type { Happening, Provider } from "./provider.ts";
import { createTellLog } from "./tell-log.ts";
import { createTellProvider } from "./tell-provider.ts";
import { createWording } from "./wording.ts";

type Dependencies = {
  board: Board;
  provider: Pick<Provider, "name" | "whenUnsure">;
  answerer: Pick<Answerer, "name" | "asks" | "sqlFor">;
};

type Story = {
  /** A line of the server's log. */
  log: (text: string) => void;
  happening: (happening: Happening) => void;
};

/** Two witnesses, the provider and the server's log, make one story for each message. */
export function createStory({ board, provider, answerer }: Dependencies): Story {
  const cards = createCards(board);
  const wording = createWording({ provider, answerer });
  const tellLog = createTellLog({ cards, wording, sqlFor: answerer.sqlFor });
  return {
    log(text) {
      const line = readLogLine(text);
      if (line) tellLog(line);
    },
    happening: createTellProvider({ board, cards, provider }),
  };
}
