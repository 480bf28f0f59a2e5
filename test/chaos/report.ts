import { countReplies } from "./count.ts";
import type { Evidence } from "./evidence.ts";

export type Report = { counts: Record<string, number>; violations: string[] };

/** What a run went through and what came of it. */
export function countsOf(evidence: Evidence): Record<string, number> {
  const { ledger, messages, parts, replies, asks, history, counts } = evidence;
  const stored = new Set(messages.map(({ providerId }) => providerId));
  const acknowledged = [...ledger.acknowledged];
  const attempted = [...ledger.attempted.keys()];
  const duplicates = [...countReplies(evidence).values()].reduce((sum, n) => sum + n - 1, 0);
  const dead = messages.filter(({ state }) => state === "dead");
  return {
    "messages attempted": attempted.length,
    "messages acknowledged": acknowledged.length,
    "messages stored": messages.length,
    "delivered again after a 200": ledger.repeated,
    lost: acknowledged.filter((id) => !stored.has(id)).length,
    unexpected: [...stored].filter((id) => !ledger.attempted.has(id)).length,
    "turns given up after three deaths": dead.length,
    "asked again": asks.length - new Set(asks.map(({ question }) => question)).size,
    "parts looked up": history.filter(({ from, to }) => from === "sending" && to === "unknown")
      .length,
    "parts sent again after two minutes": parts.reduce((sum, { resends }) => sum + resends, 0),
    "parts left unsent (unknown twice)": parts.filter(({ status }) => status === "failed").length,
    "replies at the provider": replies.length,
    "duplicates, each after a death in its send": duplicates,
    ...counts,
  };
}

export function tableOf({ counts, violations }: Report): string {
  const rows = Object.entries(counts).map(([what, n]) => `${String(n).padStart(8)}  ${what}`);
  return [...rows, ...violations.map((line) => `   BROKEN  ${line}`), ""].join("\n");
}
