/** 1 s, 2 s, 4 s … up to a minute: eight tries take about two minutes, sixteen about ten. */
export function backoffMs(attempt: number): number {
  return Math.min(1000 * 2 ** (attempt - 1), 60_000);
}
