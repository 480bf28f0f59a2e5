import { monitorEventLoopDelay } from "node:perf_hooks";
import { askAndCount } from "./ask-and-count.ts";
import { median, percentile } from "./percentile.ts";
import { cpuMs, hasProcessStats } from "./process-stats.ts";
import { progress } from "./progress.ts";
import { ms, perSecond, type Row } from "./row.ts";
import type { ServerOptions } from "./server-under-test.ts";
import { setStage, type Stage } from "./stand-ins.ts";

const PER_SECOND = 200;
const CONTACTS = 400;
/** The last replies come a little after the last question. */
const MUST_FLOW = 0.95 * PER_SECOND;

type ReplyMeasure = {
  what: string;
  seconds: number;
  /** Under the same load, until the server's code is compiled. */
  warmUpSeconds: number;
  /** Nothing but "all answered" is asked for when left out. */
  limits?: { p50Ms: number; p99Ms: number };
  statuses?: "in_order" | "off";
} & Pick<ServerOptions, "preload" | "profileDir">;

/** From a webhook to its reply, when 200 come every second and the engine answers at once. */
export async function measureReply(measure: ReplyMeasure): Promise<Row[]> {
  const stage = await setStage({ ...measure, settings: { MERGE_WINDOW_MS: "0" } });
  await warmUp(stage, measure.warmUpSeconds);
  stage.engine.answeredMs.length = 0;
  const cpuBefore = hasProcessStats ? cpuMs(stage.server.pid) : 0;
  const ownLag = monitorEventLoopDelay({ resolution: 1 });
  ownLag.enable();
  const count = PER_SECOND * measure.seconds;
  const answered = await askAndCount(stage, { count, perSecond: PER_SECOND, contacts: CONTACTS });
  const cpuEach = hasProcessStats ? (cpuMs(stage.server.pid) - cpuBefore) / count : 0;
  ownLag.disable();
  await stage.end();
  const { repliesMs, asked, perSecond: rate, surplus, wrong } = answered;
  const allAnswered = repliesMs.length === asked && surplus === 0 && wrong === 0;
  const counted = `${repliesMs.length} of ${asked} answered, ${perSecond(rate)}`;
  const [p50, p99] = [median(repliesMs), percentile(repliesMs, 0.99)];
  const engineMs = ms(median(stage.engine.answeredMs));
  progress(`${measure.what}: p50 ${ms(p50)}, p99 ${ms(p99)}, ${counted}, ${surplus} too many`);
  progress(`${measure.what}: the engine stand-in itself took ${engineMs} (median)`);
  const [lagP99, lagMost] = [ownLag.percentile(99) / 1e6, ownLag.max / 1e6];
  progress(`${measure.what}: this process itself lagged p99 ${ms(lagP99)}, at most ${ms(lagMost)}`);
  progress(`${measure.what}: ${ms(cpuEach)} CPU of the server for each`);
  return [
    { what: measure.what, median: ms(p50), p99: ms(p99), ...judge(measure, p50, p99) },
    {
      what: `${measure.what}: answered`,
      median: counted,
      target: `all, >= ${MUST_FLOW}/s`,
      reached: allAnswered && rate >= MUST_FLOW,
    },
  ];
}

/** Every contact's first question opens a session, which only happens once a week. */
async function warmUp(stage: Stage, seconds: number): Promise<void> {
  await askAndCount(stage, { count: CONTACTS, perSecond: PER_SECOND, contacts: CONTACTS });
  const count = PER_SECOND * seconds;
  await askAndCount(stage, { count, perSecond: PER_SECOND, contacts: CONTACTS });
}

function judge({ limits }: ReplyMeasure, p50: number, p99: number): Partial<Row> {
  if (!limits) return {};
  const { p50Ms, p99Ms } = limits;
  return {
    target: `p50 < ${p50Ms} ms, p99 < ${p99Ms} ms`,
    reached: p50 < p50Ms && p99 < p99Ms,
  };
}
