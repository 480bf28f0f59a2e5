import { RULES } from "./settings.ts";
import type { Ask } from "./open-engine.ts";
import type { Rows } from "./rows.ts";
import type { Outside } from "./world.ts";

/** I4 and what else must be so in the instant in which the engine is asked. */
export function askViolations(ask: Ask, outside: Outside, rows: Rows): string[] {
  const asked = rows.messages.filter(({ name }) => ask.names.includes(name));
  const turn = rows.turns.find(({ id }) => id === asked[0]?.turnId);
  const question = `the question ${ask.names.join(" + ")}`;
  return [...inOrder(), ...alone(), ...wanted()];

  function* inOrder() {
    const [first] = asked;
    if (!first || !turn) {
      yield `I4: ${question} is none of the stored messages`;
      return;
    }
    const whole = rows.messages.filter(({ turnId }) => turnId === turn.id);
    const readable = whole.filter(({ name }) => outside.ledger.find(name)?.word === undefined);
    if (readable.map(({ name }) => name).join() !== ask.names.join())
      yield `I4: ${question} is not the whole of turn ${turn.id}`;
    for (const { id, name, conversationId, state, turnId } of rows.messages)
      if (conversationId === first.conversationId && id < first.id && turnId !== turn.id)
        if (!hasEnded(state)) yield `I4: ${question} was asked before ${name} had ended`;
  }

  function* alone() {
    if (outside.engine.openFor(ask.address)) yield `I4: ${question} overlaps with another`;
    const open = outside.engine.asks.filter(({ state }) => state === "open").length;
    if (open >= RULES.maxConcurrentAnswers) yield `${question} is one too many at one time`;
  }

  function* wanted() {
    const conversation = rows.conversations.find(({ address }) => address === ask.address);
    if (turn?.state !== "open" || turn.running !== 1)
      yield `I2: ${question} was asked although its turn is ${turn?.state}`;
    if (conversation?.optedOut === 1) yield `${question} was asked after STOP`;
    if (conversation?.held === 1) yield `${question} was asked while an operator answers`;
  }
}

export function hasEnded(state: string | null): boolean {
  return state !== null && state !== "open";
}
