const startedAt = performance.now();

/** One line while it runs, with the seconds since the start. */
export function progress(line: string): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0).padStart(4);
  process.stdout.write(`${seconds} s  ${line}\n`);
}
