import type { Store } from "../../src/store/store.ts";

/** The same store, and how many of its verbs are not finished. */
export function countVerbs(store: Store): { store: Store; running(): number } {
  let running = 0;
  const counted = Object.entries(store).map(([name, verb]) => [
    name,
    name === "close" ? verb : count(verb),
  ]);
  return { store: Object.fromEntries(counted) as Store, running: () => running };

  function count(verb: (...values: never[]) => unknown) {
    return async (...values: never[]) => {
      running += 1;
      try {
        return await verb(...values);
      } finally {
        running -= 1;
      }
    };
  }
}
