import type { Stage } from "../bench/stand-ins.ts";
import { hasProcessStats, residentKb } from "../bench/process-stats.ts";

export type Sample = {
  /** In ms of this process. */
  atMs: number;
  /** NaN where the system does not tell. */
  memoryMb: number;
  /** Questions that are open at the engine. */
  asked: number;
  /** Replies that went out so far. */
  replies: number;
};

/** Looks at the server every second, and says what it sees every five. */
export function watch({ server, engine, twilio }: Stage, tell: (line: string) => void) {
  const samples: Sample[] = [];
  let replies = 0;
  const stopCounting = twilio.onEvent(({ kind }) => {
    if (kind === "created") replies += 1;
  });
  look();
  const timer = setInterval(look, 1_000);
  return {
    samples,
    replies: () => replies,
    stop() {
      clearInterval(timer);
      stopCounting();
    },
  };

  function look() {
    const memoryMb = hasProcessStats ? residentKb(server.pid) / 1024 : Number.NaN;
    const asked = engine.waiting();
    samples.push({ atMs: performance.now(), memoryMb, asked, replies });
    if (samples.length % 5 === 1)
      tell(`memory ${memoryMb.toFixed(0)} MB, ${asked} asked, ${replies} replies`);
  }
}
