import { setImmediate as nextTurn } from "node:timers/promises";
import type { AsyncCommand } from "fast-check";
import type { Outside, World } from "./world.ts";

/** Something that happens to a running Askline. */
export type Action = {
  name: string;
  /** Whether it makes sense after what has happened so far. */
  isPossible?(outside: Outside): boolean;
  /** Lets it happen; what it causes is not waited for. */
  act(world: World): void | Promise<void>;
};

export type Command = AsyncCommand<Outside, World>;

/** Lets it happen, waits until nothing moves any more, and looks at everything. */
export function toCommand({ name, isPossible = () => true, act }: Action): Command {
  return {
    toString: () => name,
    check: isPossible,
    async run({ done }, world) {
      done.push(name);
      await act(world);
      await world.settle();
      world.check();
    },
  };
}

/** Lets it happen, and kills the process so many turns of its event loop later. */
export function thenCrash({ name, act, ...action }: Action, turns: number): Command {
  return toCommand({
    ...action,
    name: `${name} then Crash(${turns} turns later)`,
    async act(world) {
      await act(world);
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      await world.crash();
    },
  });
}
