import { backoffMs } from "../backoff.ts";
import type { Clock } from "../clock.ts";
import { codeOf } from "../errors.ts";
import type { Queue, WorkConversation } from "./queue.ts";

type Lane = {
  running: boolean;
  /** Woken while running: there may be more to do. */
  again: boolean;
  timer?: { at: number; cancel(): void };
  failures: number;
};

/** The queue of a single process: a map of lanes, each with a timer at most. */
export function createLanes(dependencies: {
  work: WorkConversation;
  clock: Clock;
  log: { error(fields: object, message: string): void };
}): Queue {
  const { work, clock, log } = dependencies;
  const lanes = new Map<number, Lane>();
  const stopping: { resolve?: () => void } = {};
  let running = 0;

  return { wake, count, stop };

  function wake(conversationId: number, at = 0) {
    if (stopping.resolve) return;
    const lane = laneOf(conversationId);
    if (at > clock.now()) return schedule(conversationId, lane, at);
    lane.again = true;
    if (!lane.running) void run(conversationId, lane);
  }

  async function run(conversationId: number, lane: Lane) {
    lane.running = true;
    running += 1;
    lane.timer?.cancel();
    delete lane.timer;
    let until: number | undefined;
    while (lane.again && !stopping.resolve) {
      lane.again = false;
      until = await workOnce(conversationId, lane);
    }
    lane.running = false;
    running -= 1;
    if (until !== undefined && !stopping.resolve) schedule(conversationId, lane, until);
    forgetIdle(conversationId, lane);
  }

  async function workOnce(conversationId: number, lane: Lane): Promise<number | undefined> {
    try {
      const until = await work(conversationId);
      lane.failures = 0;
      return until;
    } catch (error) {
      lane.failures += 1;
      log.error({ conversationId, code: codeOf(error) }, "conversation could not be worked on");
      return clock.now() + backoffMs(lane.failures + 1);
    }
  }

  function schedule(conversationId: number, lane: Lane, at: number) {
    if (lane.timer && lane.timer.at <= at) return;
    lane.timer?.cancel();
    const cancel = clock.after(at - clock.now(), () => {
      delete lane.timer;
      wake(conversationId);
    });
    lane.timer = { at, cancel };
  }

  function laneOf(conversationId: number): Lane {
    const known = lanes.get(conversationId);
    if (known) return known;
    const lane = { running: false, again: false, failures: 0 };
    lanes.set(conversationId, lane);
    return lane;
  }

  function forgetIdle(conversationId: number, lane: Lane) {
    if (!lane.timer) lanes.delete(conversationId);
    if (running === 0) stopping.resolve?.();
  }

  function count() {
    return { running, waiting: lanes.size - running };
  }

  function stop() {
    return new Promise<void>((resolve) => {
      stopping.resolve = resolve;
      for (const lane of lanes.values()) lane.timer?.cancel();
      if (running === 0) resolve();
    });
  }
}
