import type { Content } from "../nouns.ts";
import type { BegunTurn } from "../store/work.ts";
import type { Texts } from "../texts/texts.ts";
import { commandOf, type Command } from "./commands.ts";
import { isNewsOfLimit, limitReached, type Limits } from "./limits.ts";

export type Decision =
  | { kind: "ask"; text: string; payload?: string }
  /** `text`: what it says, should it be none. */
  | { kind: "command"; command: Command; text: string }
  /** Kept without an answer; `text` tells the contact why, where there is something to tell. */
  | { kind: "ignore"; reason: string; text?: string; tellsLimit?: boolean }
  | { kind: "hand_over" }
  | { kind: "give_up"; reason: string };

export type Rules = {
  /** Everyone when left out. */
  allowedContacts?: readonly string[] | undefined;
  limits: Limits;
  texts: Texts;
};

/** What is to be done with a turn, before anybody is asked. */
export function decide(turn: BegunTurn, rules: Rules, now: number): Decision {
  return (
    handedOver(turn) ??
    tooOften(turn) ??
    notForUs(turn, rules, now) ??
    limited(turn, rules, now) ??
    whatItSays(turn, rules)
  );
}

/** The operator answers; STOP and START are obeyed all the same. */
function handedOver(turn: BegunTurn): Decision | undefined {
  const name = commandIn(turn)?.name;
  if (!turn.held || name === "stop" || name === "start") return undefined;
  return { kind: "hand_over" };
}

function tooOften({ attempt, deaths }: BegunTurn): Decision | undefined {
  if (attempt > MOST_ATTEMPTS) return { kind: "give_up", reason: "too_many_attempts" };
  if (deaths >= MOST_DEATHS) return { kind: "give_up", reason: "process_deaths" };
  return undefined;
}

/** A try that throws is counted before it begins; so is a process that dies of it. */
export const MOST_ATTEMPTS = 8;
const MOST_DEATHS = 3;

function notForUs(
  turn: BegunTurn,
  { allowedContacts, texts }: Rules,
  now: number,
): Decision | undefined {
  if (!turn.lineEnabled) return { kind: "ignore", reason: "unknown_line" };
  if (turn.contact.optedOut && !isHeardAfterStop(turn))
    return { kind: "ignore", reason: "opted_out" };
  const { addresses } = turn.contact;
  if (!allowedContacts || addresses.some((one) => allowedContacts.includes(one))) return undefined;
  return onceAnHour(turn, now, "not_allowed", texts.notAllowed);
}

/** STOP counts from when it is stored, and is answered once. A START that was sent before it is not one after it. */
function isHeardAfterStop(turn: BegunTurn): boolean {
  const { optsOut, optedOutSince } = turn.contact;
  const command = commandIn(turn)?.name;
  if (command === "start") return optedOutSince !== true;
  return command === "stop" && optsOut === true;
}

/** STOP is never refused, and who is back after a STOP is let in. */
function limited(turn: BegunTurn, { limits, texts }: Rules, now: number): Decision | undefined {
  const command = commandIn(turn)?.name;
  const mayAlways = command === "stop" || command === "start";
  const reached = mayAlways ? undefined : limitReached(turn.use, limits);
  return reached && onceAnHour(turn, now, `limit: ${reached}`, texts.limit[reached]);
}

function onceAnHour(turn: BegunTurn, now: number, reason: string, text: string): Decision {
  if (!isNewsOfLimit(turn.use, now)) return { kind: "ignore", reason };
  return { kind: "ignore", reason, text, tellsLimit: true };
}

function whatItSays(turn: BegunTurn, { texts }: Rules): Decision {
  const command = commandIn(turn);
  const contents = turn.messages.map(({ content }) => content);
  const text = contents.map(textOf).filter(Boolean).join("\n");
  if (command) return { kind: "command", command, text };
  if (text) return { kind: "ask", text, ...payloadOf(contents.at(-1)) };
  const kinds = contents.filter(({ kind }) => !SAID.has(kind)).map(kindOf);
  // Who changes a question waits for an answer, whether or not we were shown the change.
  if (kinds.includes("edit"))
    return { kind: "ignore", reason: "unsupported: edit", text: texts.edited };
  const unread = contents.find(({ kind }) => !SAID.has(kind) && kind !== "event");
  if (unread)
    return { kind: "ignore", reason: `unsupported: ${kindOf(unread)}`, text: texts.unsupported };
  return { kind: "ignore", reason: kinds[0] ? `event: ${kinds[0]}` : "blank" };
}

function commandIn({ messages }: BegunTurn): Command | undefined {
  return messages.map(({ content }) => commandOf(content)).find(Boolean);
}

/** What is in words already, of which nothing is left when they are blank. */
const SAID = new Set<string>(["text", "button"] satisfies Content["kind"][]);

function textOf(content: Content): string {
  if (content.kind !== "text" && content.kind !== "button") return "";
  return isBlank(content.text) ? "" : content.text.trim();
}

/** Also where there are only characters that nobody sees. */
function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text);
}

function payloadOf(content: Content | undefined): { payload?: string } {
  return content?.kind === "button" ? { payload: content.payload } : {};
}

function kindOf(content: Content): string {
  return content.kind === "unsupported" || content.kind === "event" ? content.type : content.kind;
}
