/** 1 s, 2 s, 4 s … up to a minute: sixteen tries take about ten minutes. */
export function backoffMs(attempt: number): number {
  return Math.min(1000 * 2 ** (attempt - 1), 60_000);
}

/** 1 s, 4 s, 16 s, 64 s, then every three minutes: eight tries outlast an outage of ten minutes. */
export function patientBackoffMs(attempt: number): number {
  return Math.min(1000 * 4 ** (attempt - 1), 180_000);
}
