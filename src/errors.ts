/**
 * Failures, classed by what to do next; whoever catches one decides by its class and never by its
 * text. `code` is stable and, like the message, free of personal data and secrets: both are logged.
 */
export class Failure extends Error {
  readonly code: string;

  constructor(code: string, message: string = code, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Nothing was done yet; it may work in a while. */
export class RetryLater extends Failure {}

/** Nothing was done yet; the other side named a time. */
export class RetryAfter extends Failure {
  readonly retryAfterSeconds: number;

  constructor(code: string, retryAfterSeconds: number, message?: string) {
    super(code, message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Nothing was tried, as others just failed: it does not count as an attempt. */
export class Unavailable extends RetryAfter {}

/** It will fail in the same way every time, or must not be tried twice. */
export class Never extends Failure {}

/** Somebody has to repair something; the message says what, and how. */
export class TellOperator extends Failure {}

/** Our own deadline or our own shutdown stopped it. */
export class Interrupted extends Failure {}

/** For logs: the code where we know the class, else only the kind of error, never its text. */
export function codeOf(error: unknown): string {
  if (error instanceof Failure) return error.code;
  if (error instanceof Error && "code" in error && typeof error.code === "string")
    return error.code;
  return error instanceof Error ? error.name : "unknown_error";
}

/** For logs: what it was and where, without its text, which may hold what somebody wrote. */
export function describe(error: unknown): { code: string; at: string[] } {
  const frames = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  const at = frames.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
  return { code: codeOf(error), at: at.slice(0, 8) };
}
