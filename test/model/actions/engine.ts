import type { Action } from "../command.ts";
import { addressOf } from "../ledger.ts";
import type { Failing } from "../open-engine.ts";

export function engineOk(
  contact: number,
  { pictures, long }: { pictures: number; long: boolean },
): Action {
  const shape = `${long ? ", long" : ""}${pictures > 0 ? `, ${pictures} pictures` : ""}`;
  const text = long ? LONG : "";
  return {
    name: `EngineOk(contact ${contact}${shape})`,
    isPossible: ({ engine }) => engine.openFor(addressOf(contact)) !== undefined,
    act: ({ outside }) =>
      outside.engine.openFor(addressOf(contact))?.end("answered", { text, pictures }),
  };
}

export function engineFails(contact: number, how: Failing): Action {
  return {
    name: `EngineFails(contact ${contact}, ${how})`,
    isPossible: ({ engine }) => engine.openFor(addressOf(contact)) !== undefined,
    act: ({ outside }) => outside.engine.openFor(addressOf(contact))?.end(how),
  };
}

/** More than one message holds. */
const LONG = "There is more to say about it. ".repeat(80);
