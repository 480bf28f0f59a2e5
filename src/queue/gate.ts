/** Lets so many in at a time; the others wait in the order they came. */
export type Gate = ReturnType<typeof createGate>;

export function createGate(places: number) {
  let free = places;
  let closed = false;
  const waiting: ((entered: boolean) => void)[] = [];
  return { tryEnter, enter, leave, close, count };

  function tryEnter(): boolean {
    if (closed || free === 0) return false;
    free -= 1;
    return true;
  }

  /** Resolves with false when the gate was closed meanwhile. */
  function enter(): Promise<boolean> {
    if (closed || tryEnter()) return Promise.resolve(!closed);
    return new Promise((resolve) => waiting.push(resolve));
  }

  /** Hands the place to who waits longest. */
  function leave() {
    const next = waiting.shift();
    if (next) next(true);
    else free += 1;
  }

  function count() {
    return { inside: places - free, waiting: waiting.length };
  }

  /** Lets nobody in any more; whoever waits is sent away. */
  function close() {
    closed = true;
    for (const turnAway of waiting.splice(0)) turnAway(false);
  }
}
