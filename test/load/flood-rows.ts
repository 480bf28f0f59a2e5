import { median, percentile } from "../bench/percentile.ts";
import { ms, type Row } from "../bench/row.ts";
import { tellEnds } from "./fate.ts";
import type { Flooded } from "./flood.ts";
import { wasAcknowledged } from "./send-webhooks.ts";

/** What a hundred contacts felt of one that flooded, for people. */
export function floodRows(what: string, { calmMs, floodMs, acks, fate }: Flooded): Row[] {
  const ratio = percentile(floodMs, 0.95) / percentile(calmMs, 0.95);
  const errors = acks.filter((ack) => !wasAcknowledged(ack)).length;
  return [
    { what: `${what}: the others' p95, in calm`, median: spread(calmMs) },
    { what: `${what}: the others' p95, beside the flood`, median: spread(floodMs) },
    {
      what: `${what}: flood / calm`,
      median: ratio.toFixed(2),
      target: "< 2",
      reached: ratio < 2,
    },
    {
      what: `${what}: webhooks`,
      median: `${fate.stored} of ${acks.length} stored, ${errors} errors, ${fate.lost} lost`,
      target: "none",
      reached: errors + fate.lost === 0,
    },
    { what: `${what}: how they ended`, median: tellEnds(fate) },
  ];
}

function spread(values: readonly number[]): string {
  const [p50, p95] = [median(values), percentile(values, 0.95)];
  return `${ms(p95)} (p50 ${ms(p50)}, ${values.length} replies)`;
}
