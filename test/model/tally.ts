import type { World } from "./world.ts";

/** What the runs went through: a model that meets nothing proves nothing. */
export function createTally() {
  const ends = new Map<string, number>();
  const commands = new Map<string, number>();
  let runs = 0;
  return { add, told, kinds: () => [...commands.keys()] };

  function add({ outside, rows }: World) {
    runs += 1;
    for (const name of outside.done) count(commands, name.split("(")[0] ?? name);
    const { turns, parts } = rows.read();
    for (const { state, reason } of turns)
      count(ends, state === "ignored" ? `${state} ${reason?.split(":")[0]}` : state);
    for (const { status } of parts) if (status === "failed") count(ends, "part failed");
    for (const { resends } of parts) if (resends > 0) count(ends, "part sent again");
  }

  function told(): string {
    const met = [...ends].map(([what, times]) => `${times} ${what}`).join(", ");
    return `${runs} runs, ${sum(commands)} commands (${met})`;
  }
}

function count(counts: Map<string, number>, what: string) {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function sum(counts: Map<string, number>): number {
  return [...counts.values()].reduce((total, one) => total + one, 0);
}
