import type { TurnRow } from "./rows.ts";
import { CONTACTS } from "./ledger.ts";
import { hasEnded } from "./asking.ts";
import { isUnsent } from "./sending.ts";
import type { World } from "./world.ts";

/**
 * From here on nothing goes wrong any more: everything that is due is done, then every contact
 * writes once more, which brings what waited for that. After it nothing may be left.
 */
export async function letTheWorldRecover(world: World): Promise<void> {
  const { ledger, provider } = world.outside;
  provider.trouble.failingLookUps = 0;
  await comeToRest(world);
  // What heard no 200 is delivered again.
  world.deliver(ledger.written.filter(({ message }) => !ledger.accepted.has(message.providerId)));
  for (const contact of CONTACTS) world.deliver([ledger.write(contact, undefined)]);
  await comeToRest(world);
  const left = [...leftOver(world)];
  if (left.length > 0) throw new Error(left.join("\n"));
}

async function comeToRest(world: World): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await world.settle();
    world.check();
    if (helpAlong(world)) continue;
    const next = world.clock.nextInMs();
    if (next === undefined) return;
    await world.pass(next);
  }
  throw new Error(
    `It does not come to rest.\n${world.clock.nextInMs()} ${JSON.stringify(world.outside.provider.sends)}`,
  );
}

const MOST_ROUNDS = 2_000;

/** The engine answers and the provider creates whatever they were asked; false when that was nothing. */
function helpAlong({ outside: { engine, provider } }: World): boolean {
  const asks = engine.asks.filter(({ state }) => state === "open");
  const sends = provider.sends.filter(({ state }) => state === "open");
  for (const ask of asks) ask.end("answered");
  for (const send of sends) send.end({ kind: "sent", providerId: provider.create(send).sid });
  return asks.length + sends.length > 0;
}

function* leftOver({ outside, rows }: World) {
  const { messages, parts, turns } = rows.read();
  for (const { name, state } of messages)
    if (!hasEnded(state)) yield `I2: ${name} is ${state ?? "without a turn"} at the end`;
  for (const { message } of outside.ledger.written)
    if (!outside.ledger.accepted.has(message.providerId))
      yield `I1: ${message.providerId} was never accepted`;
  for (const part of parts)
    if (isUnsent(part)) yield `I6: part ${part.id} is ${part.status} at the end`;
  // Under a hold or after STOP nobody is told that it was given up.
  const maybeSilent = outside.everHeld.size > 0 || messages.some(({ name }) => isStop(name));
  const isTold = ({ state }: TurnRow) => state === "answered" || (state === "dead" && !maybeSilent);
  for (const { id, state } of turns.filter(isTold))
    if (!parts.some(({ turnId }) => turnId === id))
      yield `I3: turn ${id} is ${state} without a reply`;
  for (const found of rows.damage()) yield `I9: ${JSON.stringify(found)}`;

  function isStop(name: string): boolean {
    return outside.ledger.find(name)?.word === "STOP";
  }
}
