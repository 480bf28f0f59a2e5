import type { Session } from "./session.ts";

/**
 * Whether it is time to go on in a new conversation: all that an old one holds is paid for again
 * with every question. A long one only when that would leave at least half of it behind, as long
 * instructions come along into every new one.
 */
export function isRotationDue(session: Session, now: number): boolean {
  const { begunAt, firstInput, lastInput, rotateAfter = 0 } = session;
  if (firstInput === undefined || now < rotateAfter) return false;
  const isOld = now - begunAt > OLD_MS;
  const isLong = lastInput > LONG_TOKENS && lastInput > 2 * firstInput;
  return isOld || isLong;
}

const OLD_MS = 48 * 3_600_000;
const LONG_TOKENS = 24_000;
