import type { Content } from "../nouns.ts";
import type { BegunTurn } from "../store/work.ts";
import { commandOf, type Command } from "./commands.ts";
import { texts } from "../texts.ts";

export type Decision =
  | { kind: "ask"; text: string }
  | { kind: "command"; command: Command }
  /** Kept without an answer; `text` tells the contact why, where there is something to tell. */
  | { kind: "ignore"; reason: string; text?: string }
  | { kind: "give_up"; reason: string };

/** What is to be done with a turn, before anybody is asked. */
export function decide(turn: BegunTurn, allowedContacts?: readonly string[]): Decision {
  if (turn.attempt > MOST_ATTEMPTS) return { kind: "give_up", reason: "too_many_attempts" };
  if (turn.deaths >= MOST_DEATHS) return { kind: "give_up", reason: "process_deaths" };
  if (!turn.lineEnabled) return { kind: "ignore", reason: "unknown_line" };
  if (allowedContacts && !allowedContacts.includes(turn.contact.address))
    return { kind: "ignore", reason: "not_allowed", text: texts.notAllowed };
  const contents = turn.messages.map(({ content }) => content);
  const command = contents.map(commandOf).find(Boolean);
  if (command) return { kind: "command", command };
  const text = contents.map(textOf).filter(Boolean).join("\n");
  if (text) return { kind: "ask", text };
  const [first] = contents;
  return { kind: "ignore", reason: `unsupported: ${kindOf(first)}`, text: texts.unsupported };
}

/** A try that throws is counted before it begins; so is a process that dies of it. */
export const MOST_ATTEMPTS = 8;
const MOST_DEATHS = 3;

function textOf(content: Content): string {
  return content.kind === "text" || content.kind === "button" ? content.text.trim() : "";
}

function kindOf(content: Content | undefined): string {
  return content?.kind === "unsupported" ? content.type : (content?.kind ?? "empty");
}
