/** One line of the result. `p99` and `target` stay empty where they make no sense. */
export type Row = {
  what: string;
  median: string;
  p99?: string;
  target?: string;
  reached?: boolean;
};

/** A value in milliseconds and the most it may be. */
export function below(limitMs: number, measuredMs: number): { target: string; reached: boolean } {
  return { target: `< ${limitMs} ms`, reached: measuredMs < limitMs };
}

export function ms(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}

export function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString("en")}/s`;
}
