import type { Answerer } from "./answerer.ts";
import type { LineOf } from "./log-line.ts";
import type { Card, Step } from "./page-event.ts";
import type { Provider } from "./provider.ts";

type Told = { step: Step; state?: Card["state"] };

export type Wording = ReturnType<typeof createWording>;

type Names = {
  provider: Pick<Provider, "name" | "whenUnsure">;
  answerer: Pick<Answerer, "name" | "asks">;
};

/** The server's log in plain words. */
export function createWording({ provider, answerer }: Names) {
  return {
    repeated: ({ time }: LineOf<"message repeated">): Told => ({
      step: {
        at: time,
        title: "Delivered a second time",
        detail: "Recognised, so nothing is done twice",
        tone: "good",
      },
    }),

    begun: ({ time }: LineOf<"turn begun">, messageCount: number, attempt: number): Told => ({
      step: {
        at: time,
        title: attempt > 1 ? `Tried again (attempt ${attempt})` : "Its turn to be answered",
        ...(messageCount > 1 && { detail: `${messageCount} messages together, as one question` }),
        tone: "plain",
      },
    }),

    joined: ({ time }: LineOf<"turn begun">): Told => ({
      step: { at: time, title: "Answered together with the next message", tone: "plain" },
      state: "done",
    }),

    answered: (
      { time, engineMs, cutOff }: LineOf<"answer stored">,
      sql: string | undefined,
    ): Told => ({
      step: {
        at: time,
        title: cutOff ? `The answer of ${answerer.name} broke off` : `${answerer.name} answered`,
        detail: cutOff
          ? "What came is stored, and sent with a note that says so"
          : `stored before it is sent; ${tookMs(engineMs)}`,
        tone: cutOff ? "bad" : "good",
        ...(sql !== undefined && { sql }),
      },
    }),

    postponed: ({ time, code, inMs }: LineOf<"turn postponed">): Told => ({
      step: {
        at: time,
        title: `${answerer.asks} did not answer`,
        detail: `Trying again in ${inSeconds(inMs)} (${code})`,
        tone: "bad",
      },
    }),

    ended: ({ time, state, reason }: LineOf<"turn ended">): Told => ({
      step: {
        at: time,
        title: ENDINGS[state] ?? `Ended: ${state}`,
        ...(reason && { detail: reason.replaceAll("_", " ") }),
        tone: state === "dead" ? "bad" : "good",
      },
      state: state === "dead" ? "trouble" : "done",
    }),

    sent: ({ time, sendMs }: LineOf<"part sent">): Told => ({
      step: {
        at: time,
        title: `Reply handed to ${provider.name}`,
        detail: tookMs(sendMs),
        tone: "good",
      },
    }),

    passedOn: ({ time, answers }: LineOf<"answers passed on">): Told => ({
      step: {
        at: time,
        title: "All answers went to the API",
        detail: `${answers} questions, in one signed request`,
        tone: "good",
      },
    }),

    begunAnew: ({ time, reason }: LineOf<"conversation begun">): Told => ({
      step: {
        at: time,
        title: `A conversation was opened at ${answerer.name}`,
        detail: REASONS[reason] ?? "",
        tone: "plain",
      },
    }),

    found: ({ time }: LineOf<"part status" | "part looked up">): Told => ({
      step: {
        at: time,
        title: `Found: ${provider.name} has it`,
        detail: "So it is not sent again",
        tone: "good",
      },
    }),

    failed: ({ time, code }: LineOf<"part failed">): Told => ({
      step: { at: time, title: `${provider.name} refused the reply`, detail: code, tone: "bad" },
      state: "trouble",
    }),

    delayed: ({ time, code }: LineOf<"part not sent" | "part waits">): Told => ({
      step: { at: time, title: "The reply waits, and goes out later", detail: code, tone: "bad" },
    }),

    unanswered: ({ time }: LineOf<"part unknown">): Told => ({
      step: {
        at: time,
        title: `${provider.name} never answered the request`,
        detail: "Its delivery status had told that the reply arrived, so it is not sent again",
        tone: "good",
      },
    }),

    unknown: ({ time, code }: LineOf<"part unknown">): Told => ({
      step: {
        at: time,
        title: `No word from ${provider.name}: sent or not?`,
        detail: `${provider.whenUnsure} (${code})`,
        tone: "bad",
      },
    }),
  };
}

const REASONS: Record<string, string> = {
  none_yet: "The first one of this contact",
  uncertain: "Nobody knows what the one before holds; what was said goes along",
  vanished: "The one before is gone; what was said goes along",
};

const ENDINGS: Record<string, string> = {
  handed_over: "Handed over to a person",
  ignored: "No answer needed",
  dead: "Given up, and the contact was told",
};

function tookMs(durationMs: number): string {
  return `took ${inSeconds(durationMs)}`;
}

/** `340 ms`, `2.1 s` */
export function inSeconds(durationMs: number): string {
  if (durationMs < 1000) return `${Math.max(1, Math.round(durationMs))} ms`;
  return `${(durationMs / 1000).toFixed(1)} s`;
}
