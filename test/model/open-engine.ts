import type { Engine } from "../../src/engines/engine.ts";
import { Never, RetryAfter, RetryLater, TellOperator, Unavailable } from "../../src/errors.ts";
import { namesIn } from "./ledger.ts";

export type Ask = {
  address: string;
  /** The process that asked. */
  life: number;
  /** The messages that are asked about. */
  names: string[];
  state: "open" | "abandoned" | "answered" | Failing;
  end(how: "answered" | Failing, answer?: { text: string; pictures: number }): void;
};

export type Failing = keyof typeof FAILURES;

/** An engine that answers when the test says so, and remembers everything it was asked. */
export type OpenEngine = ReturnType<typeof createOpenEngine>;

export function createOpenEngine(onAsk: (ask: Ask) => void) {
  const asks: Ask[] = [];
  let life = 0;
  const engine: Engine = {
    name: "askyourdatabase",
    answer: (question) =>
      new Promise((resolve, reject) => {
        const names = namesIn(question.text);
        const { address } = question.contact;
        const ask: Ask = { address, life, names, state: "open", end };
        onAsk(ask);
        asks.push(ask);

        function end(how: "answered" | Failing, { text, pictures } = { text: "", pictures: 0 }) {
          ask.state = how;
          if (how !== "answered") return reject(FAILURES[how]());
          const url = (index: number) => `https://a.example/${ask.names[0]}/${index}.png`;
          resolve({
            text: `Answer to ${ask.names[0]}. ${text}`.trim(),
            pictures: Array.from({ length: pictures }, (_, index) => ({
              url: url(index),
              alt: "",
            })),
            sources: [],
            cutOff: false,
          });
        }
      }),
  };
  return { engine, asks, openFor, abandon };

  function openFor(of: string): Ask | undefined {
    return asks.find(({ address, state }) => address === of && state === "open");
  }

  /** The process that asked is gone. */
  function abandon() {
    life += 1;
    for (const ask of asks) if (ask.state === "open") ask.state = "abandoned";
  }
}

const FAILURES = {
  later: () => new RetryLater("ayd_500"),
  "after 30 s": () => new RetryAfter("ayd_429", 30),
  unavailable: () => new Unavailable("engine_down", 10),
  never: () => new Never("ayd_broken_off"),
  "too slow": () => new Never("too_slow"),
  "key refused": () => new TellOperator("ayd_401", "Check the key."),
  unforeseen: () => new Error("Nobody thought of this."),
};

export const FAILINGS = Object.keys(FAILURES) as Failing[];
/** After these nothing is tried again. */
export const FINAL_FAILINGS: Ask["state"][] = ["never", "too slow", "key refused"];
