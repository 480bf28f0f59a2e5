import type { Evidence } from "./evidence.ts";

/** How often each part was created at the provider. */
export function countReplies({ replies }: Evidence): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { partId } of replies) counts.set(partId, (counts.get(partId) ?? 0) + 1);
  return counts;
}

/** How often nobody could know whether a send of this part had arrived. */
export function ambiguousSends({ history }: Evidence, partId: number): number {
  return history.filter(
    ({ subject, row, from, to }) =>
      subject === "part" && row === partId && from === "sending" && to === "unknown",
  ).length;
}
