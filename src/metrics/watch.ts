import { Gauge, type GaugeConfiguration } from "prom-client";
import type { Clock } from "../clock.ts";
import type { Gate } from "../queue/gate.ts";
import type { Queue } from "../queue/queue.ts";
import type { Store } from "../store/store.ts";
import type { Metrics } from "./metrics.ts";

type Dependencies = {
  metrics: Pick<Metrics, "registry">;
  store: Pick<Store, "countWaiting" | "oldestWaiting">;
  queue: Pick<Queue, "count">;
  gate: Pick<Gate, "count">;
  clock: Clock;
};

/** What is not counted as it happens, but looked up when somebody asks. */
export function watch({ metrics, store, queue, gate, clock }: Dependencies) {
  gauge({
    name: "askline_oldest_waiting_seconds",
    help: "Age of the oldest message that has no answer yet.",
    async collect() {
      const oldest = await store.oldestWaiting();
      this.set(oldest === undefined ? 0 : Math.max(0, clock.now() - oldest) / 1000);
    },
  });
  gauge({
    name: "askline_waiting",
    help: "What is in the database and not finished: messages without a turn, open turns, and parts by their state.",
    labelNames: ["what"],
    async collect() {
      for (const [what, count] of Object.entries(await store.countWaiting()))
        this.set({ what }, count);
    },
  });
  gauge({
    name: "askline_lanes",
    help: "Conversations in this process: worked on, or waiting for a time.",
    labelNames: ["state"],
    collect() {
      for (const [state, count] of Object.entries(queue.count())) this.set({ state }, count);
    },
  });
  gauge({
    name: "askline_answers",
    help: "Turns at the gate of MAX_CONCURRENT_ANSWERS: inside, or waiting for a place.",
    labelNames: ["state"],
    collect() {
      for (const [state, count] of Object.entries(gate.count())) this.set({ state }, count);
    },
  });

  function gauge<Label extends string>(options: GaugeConfiguration<Label>) {
    metrics.registry.registerMetric(new Gauge({ ...options, registers: [] }));
  }
}
