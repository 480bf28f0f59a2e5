import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { TokenUse } from "../nouns.ts";

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * What `/metrics` tells, for Prometheus. Labels are words of ours only: no address, no id, nothing
 * that somebody wrote. Memory, garbage collection and event-loop lag come from `prom-client` itself.
 */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    webhookSeconds: new Histogram({
      registers,
      name: "askline_webhook_seconds",
      help: "Webhooks, by the status the provider heard, and how long it waited for it.",
      labelNames: ["path", "status"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 15],
    }),
    messages: new Counter({
      registers,
      name: "askline_messages_total",
      help: "Messages that came in: recorded, or stopped as a duplicate.",
      labelNames: ["result"],
    }),
    commitSeconds: new Histogram({
      registers,
      name: "askline_commit_seconds",
      help: "Commits of the database, the wait for the disk included.",
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5],
    }),
    engineSeconds: new Histogram({
      registers,
      name: "askline_engine_seconds",
      help: "Calls of an engine, by what came of them.",
      labelNames: ["engine", "outcome"],
      buckets: [0.1, 0.5, 1, 2, 5, 10, 20, 40, 80, 160],
    }),
    turns: new Counter({
      registers,
      name: "askline_turns_ended_total",
      help: "Turns that ended, by how.",
      labelNames: ["state"],
    }),
    sendSeconds: new Histogram({
      registers,
      name: "askline_send_seconds",
      help: "Tries to send a part, by what came of them.",
      labelNames: ["channel", "outcome"],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    }),
    partStatuses: new Counter({
      registers,
      name: "askline_part_statuses_total",
      help: "What providers told about parts later, by the status a part moved to.",
      labelNames: ["status"],
    }),
    unknownResolved: new Counter({
      registers,
      name: "askline_unknown_parts_resolved_total",
      help: "Parts whose outcome was unknown, by how that ended: found at the provider, told by a callback, sent again, given up.",
      labelNames: ["how"],
    }),
    tokens: new Counter({
      registers,
      name: "askline_tokens_total",
      help: "Tokens a language model counted: input, the part of it that was cached, and output.",
      labelNames: ["kind"],
    }),
    tokensSaved: new Counter({
      registers,
      name: "askline_rotation_saved_tokens_total",
      help: "Input tokens that questions cost less right after their conversation was rotated.",
    }),
    down: new Gauge({
      registers,
      name: "askline_down",
      help: "1 while the breaker of an engine, a channel or the external API is open.",
      labelNames: ["name"],
    }),
  };
}

/** Says in the metrics whether a side that others wait for is down: not at first. */
export function markDown({ down }: Pick<Metrics, "down">, name: string) {
  down.set({ name }, 0);
  return (isDown: boolean) => down.set({ name }, isDown ? 1 : 0);
}

export function countTokens({ tokens, tokensSaved }: Pick<Metrics, "tokens" | "tokensSaved">) {
  return {
    tokens({ input, cached, output }: TokenUse) {
      tokens.inc({ kind: "input" }, input);
      tokens.inc({ kind: "cached" }, cached);
      tokens.inc({ kind: "output" }, output);
    },
    rotated({ before, after }: { before: number; after: number }) {
      tokensSaved.inc(Math.max(0, before - after));
    },
  };
}
