import type { LineOf } from "./log-line.ts";
import type { Card, Step } from "./page-event.ts";

type Told = { step: Step; state?: Card["state"] };

/** The server's log in plain words. */
export const wording = {
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
      title: cutOff ? "The answer of AskYourDatabase broke off" : "AskYourDatabase answered",
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
      title: "AskYourDatabase did not answer",
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
    step: { at: time, title: "Reply handed to Twilio", detail: tookMs(sendMs), tone: "good" },
  }),

  found: ({ time }: LineOf<"part status" | "part looked up">): Told => ({
    step: {
      at: time,
      title: "Found: Twilio has it",
      detail: "So it is not sent again",
      tone: "good",
    },
  }),

  failed: ({ time, code }: LineOf<"part failed">): Told => ({
    step: { at: time, title: "Twilio refused the reply", detail: code, tone: "bad" },
    state: "trouble",
  }),

  unanswered: ({ time }: LineOf<"part unknown">): Told => ({
    step: {
      at: time,
      title: "Twilio never answered the request",
      detail: "Its delivery status had told that the reply arrived, so it is not sent again",
      tone: "good",
    },
  }),

  unknown: ({ time, code }: LineOf<"part unknown">): Told => ({
    step: {
      at: time,
      title: "No word from Twilio: sent or not?",
      detail: `Looking it up before anything is sent again (${code})`,
      tone: "bad",
    },
  }),
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
