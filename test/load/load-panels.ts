import { percentile } from "../bench/percentile.ts";
import type { Endured } from "./endure.ts";
import type { Panel } from "./plot.ts";
import type { Ack } from "./send-webhooks.ts";
import type { Sample } from "./watch.ts";

/** How a load went, second by second. */
export function loadPanels(what: string, { acks, samples }: Endured): Panel[] {
  const startedAtMs = samples[0]?.atMs ?? 0;
  const secondOf = ({ atMs }: { atMs: number }) => (atMs - startedAtMs) / 1000;
  const seconds = [...Map.groupBy(acks, (ack) => Math.floor(secondOf(ack)))].toSorted(
    ([one], [other]) => one - other,
  );
  const ackLine = (name: string, share: number) => ({
    name,
    points: seconds.map(([second, some]): [number, number] => [second, timeOf(some, share)]),
  });
  const sampleLine = (name: string, value: (sample: Sample) => number) => ({
    name,
    points: samples.map((sample): [number, number] => [secondOf(sample), value(sample)]),
  });
  return [
    {
      title: `${what}: webhook to 200`,
      unit: "ms",
      lines: [ackLine("p50", 0.5), ackLine("p99", 0.99)],
    },
    {
      title: `${what}: memory of the server`,
      unit: "MB",
      lines: [sampleLine("resident", ({ memoryMb }) => memoryMb)],
    },
    {
      title: `${what}: at the engine, and answered`,
      unit: "",
      lines: [
        sampleLine("asked", ({ asked }) => asked),
        sampleLine("replies", ({ replies }) => replies),
      ],
    },
  ];
}

function timeOf(acks: readonly Ack[], share: number): number {
  return percentile(
    acks.map(({ tookMs }) => tookMs),
    share,
  );
}
