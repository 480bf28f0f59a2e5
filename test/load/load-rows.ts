import { percent } from "../bench/others.ts";
import { median, percentile } from "../bench/percentile.ts";
import { ms, type Row } from "../bench/row.ts";
import type { Endured } from "./endure.ts";
import { tellEnds } from "./fate.ts";
import { wasAcknowledged, type Ack } from "./send-webhooks.ts";

/** Nothing is asked of the times when left out. */
export type Limits = { p50Ms: number; p99Ms: number };

/** What a load came to, for people. */
export function loadRows(what: string, endured: Endured, limits?: Limits): Row[] {
  const { acks, fate, cores, drainMs, repliesWhenItEnded } = endured;
  const { stored, lost, unexpected, doubled } = fate;
  const refused = acks.filter((ack) => !wasAcknowledged(ack));
  const isKept = lost + unexpected + doubled === 0;
  const told = `${stored} of ${acks.length} stored, ${lost} lost, ${unexpected + doubled} too many`;
  const answered = `${repliesWhenItEnded} when it ended, all ${(drainMs / 1000).toFixed(0)} s later`;
  return [
    ackRow(`${what}: acknowledged`, acks, limits),
    ...warmRows(`${what}: acknowledged`, acks, limits),
    { what: `${what}: the slowest`, median: ms(percentile(acks.map(tookMs), 1)) },
    { what: `${what}: errors`, ...none(tellStatuses(refused), refused.length === 0) },
    { what: `${what}: webhooks`, ...none(told, isKept) },
    { what: `${what}: how they ended`, median: tellEnds(fate) },
    { what: `${what}: replies`, median: answered },
    memoryRow(`${what}: memory of the process`, endured),
    {
      what: `${what}: the server ran, and waited for its core`,
      median: `${percent(cores.serverRan)}, ${percent(cores.serverWaited)} of the time`,
    },
    { what: `${what}: lag of the load itself`, median: "", p99: ms(cores.ownLagMs) },
  ];
}

function ackRow(what: string, acks: readonly Ack[], limits?: Limits): Row {
  const times = acks.map(tookMs);
  const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
  const row = { what, median: ms(p50), p99: ms(p99) };
  if (!limits) return row;
  const { p50Ms, p99Ms } = limits;
  const target = `p50 <= ${p50Ms} ms, p99 <= ${p99Ms} ms`;
  return { ...row, target, reached: p50 <= p50Ms && p99 <= p99Ms };
}

/** In its first seconds a server compiles its code, and its heap finds its size. */
function warmRows(what: string, acks: readonly Ack[], limits?: Limits): Row[] {
  const from = (acks[0]?.atMs ?? 0) + 10_000;
  const warm = acks.filter(({ atMs }) => atMs >= from);
  if (warm.length === 0) return [];
  return [
    ackRow(`${what}, after 10 s`, warm, limits),
    medianSecond(`${what}, in the median second`, acks),
  ];
}

/** What other programs do to single seconds is not in it. */
function medianSecond(what: string, acks: readonly Ack[]): Row {
  const seconds = [...Map.groupBy(acks, ({ atMs }) => Math.floor(atMs / 1000)).values()];
  const typical = (share: number) =>
    median(seconds.map((second) => percentile(second.map(tookMs), share)));
  return { what, median: ms(typical(0.5)), p99: ms(typical(0.99)) };
}

/** The size of the process, garbage included; what is left without it is a part of its own. */
function memoryRow(what: string, { samples, endedAtMs }: Endured): Row {
  const at = (atMs: number) => samples.find((sample) => sample.atMs >= atMs)?.memoryMb;
  const half = at(((samples[0]?.atMs ?? 0) + endedAtMs) / 2);
  const told = [half, at(endedAtMs - 1_500), samples.at(-1)?.memoryMb].map((value) => mb(value));
  return { what, median: `${told[0]} half-way, ${told[1]} at the end, ${told[2]} drained` };
}

function tellStatuses(acks: readonly Ack[]): string {
  const counts = Map.groupBy(acks, ({ status }) => status);
  if (counts.size === 0) return "0";
  return [...counts].map(([status, { length }]) => `${length} x ${status || "reset"}`).join(", ");
}

function none(told: string, reached: boolean): Pick<Row, "median" | "target" | "reached"> {
  return { median: told, target: "none", reached };
}

function tookMs(ack: Ack): number {
  return ack.tookMs;
}

function mb(value = Number.NaN): string {
  return `${value.toFixed(0)} MB`;
}
