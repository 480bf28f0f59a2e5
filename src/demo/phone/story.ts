import type { TwilioEvent } from "../twilio/events.ts";
import type { Board } from "./board.ts";
import { createCards } from "./cards.ts";
import { readLogLine } from "./log-line.ts";
import { createTellLog } from "./tell-log.ts";
import { createTellTwilio } from "./tell-twilio.ts";

type Dependencies = { board: Board; sqlFor: (question: string) => string | undefined };

export type Story = {
  /** A line of the server's log. */
  log: (text: string) => void;
  twilio: (event: TwilioEvent) => void;
};

/** Two witnesses, Twilio and the server's log, make one story for each message. */
export function createStory({ board, sqlFor }: Dependencies): Story {
  const cards = createCards(board);
  const tellLog = createTellLog({ cards, sqlFor });
  return {
    log(text) {
      const line = readLogLine(text);
      if (line) tellLog(line);
    },
    twilio: createTellTwilio({ board, cards }),
  };
}
