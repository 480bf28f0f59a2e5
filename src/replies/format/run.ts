/** Bold, italic and the like, as WhatsApp knows them. */
export type Style = "bold" | "italic" | "strike" | "code";

/**
 * A stretch of inline text in one style. The tree of emphasis is flattened into runs, so that
 * styles can be added, trimmed and broken over lines without ever writing a marker twice.
 */
export type Run = {
  text: string;
  styles: ReadonlySet<Style>;
  /** Addresses stay without style: a marker that touches a URL becomes part of the link. */
  address?: true;
};

export const NO_STYLES: ReadonlySet<Style> = new Set();

export function plainRun(text: string): Run {
  return { text, styles: NO_STYLES };
}

export function addressRun(text: string): Run {
  return { text, styles: NO_STYLES, address: true };
}

export function withStyle(style: Style, runs: Run[]): Run[] {
  return runs.map((run) =>
    run.address ? run : { ...run, styles: new Set([...run.styles, style]) },
  );
}

/** The words of runs on one line, without any style. */
export function wordsOf(runs: Run[]): string {
  return runs
    .map((run) => run.text)
    .join("")
    .trim()
    .replace(/\s+/g, " ");
}
