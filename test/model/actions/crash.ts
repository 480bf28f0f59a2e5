import type { Action } from "../command.ts";

type HowItDies = { lagMs: number | undefined; downMinutes: number };

/** The process is killed and another one starts. `lagMs`: what was being sent has arrived all the same. */
export function crash({ lagMs, downMinutes }: HowItDies): Action {
  const arrived = lagMs === undefined ? "" : `sends arrived, listed after ${lagMs / 1_000} s`;
  const down = downMinutes === 0 ? "" : `down ${downMinutes} minutes`;
  return {
    name: `Crash(${[arrived, down].filter(Boolean).join(", ")})`,
    act({ outside: { provider }, crash }) {
      const open = provider.sends.filter(({ state }) => state === "open");
      if (lagMs !== undefined) for (const send of open) provider.create(send, lagMs);
      return crash(downMinutes * 60_000);
    },
  };
}
