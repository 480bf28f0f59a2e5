import type { Action } from "../command.ts";

export function timePasses(seconds: number): Action {
  return { name: `TimePasses(${seconds} s)`, act: ({ pass }) => pass(seconds * 1_000) };
}

/** The clock jumps: whatever was due meanwhile is late. */
export function clockJumps(minutes: number): Action {
  return { name: `ClockJumps(${minutes} minutes)`, act: ({ sleep }) => sleep(minutes * 60_000) };
}

/** The provider's lists cannot be asked, so many times. */
export function listsFail(times: number): Action {
  return {
    name: `ListsFail(${times} times)`,
    act: ({ outside }) => void (outside.provider.trouble.failingLookUps += times),
  };
}
