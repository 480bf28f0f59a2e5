import type { Action } from "../command.ts";
import { addressOf } from "../ledger.ts";
import type { World } from "../world.ts";

/** An operator takes a conversation over. */
export function holdBegins(contact: number): Action {
  return {
    name: `HoldBegins(contact ${contact})`,
    async act(world) {
      const id = conversationOf(world, contact);
      if (id === undefined) return;
      world.outside.everHeld.add(id);
      await world.life().store.beginHold(id, world.clock.now());
      world.life().wake(id);
    },
  };
}

export function holdEnds(contact: number): Action {
  return {
    name: `HoldEnds(contact ${contact})`,
    async act(world) {
      const id = conversationOf(world, contact);
      if (id !== undefined) await world.life().store.endHold(id);
    },
  };
}

function conversationOf({ rows }: World, contact: number): number | undefined {
  return rows.read().conversations.find(({ address }) => address === addressOf(contact))?.id;
}
