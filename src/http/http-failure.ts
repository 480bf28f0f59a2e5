import { Failure } from "../errors.ts";

/**
 * No response, or not the whole of it. `sent: "no"` means that no byte of the request left this
 * machine, so that it may be repeated; `"maybe"` means that the other side may have acted on it.
 * Codes: `not_connected`, `invalid_request`, `not_https`, `private_address`, `reset`,
 * `idle_timeout`, `deadline`, `too_large`, `encoded`, `aborted`.
 */
export class HttpFailure extends Failure {
  readonly sent: "no" | "maybe";

  constructor(code: string, sent: "no" | "maybe", cause?: unknown) {
    super(code, code, { cause });
    this.sent = sent;
  }
}

/** What undici throws, in these words. */
export function asHttpFailure(error: unknown): HttpFailure {
  if (error instanceof HttpFailure) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const name = error instanceof Error ? error.name : "";
  if (INVALID.has(code)) return new HttpFailure("invalid_request", "no", error);
  if (IDLE.has(code)) return new HttpFailure("idle_timeout", "maybe", error);
  if (name === "AbortError" || name === "TimeoutError")
    return new HttpFailure("aborted", "maybe", error);
  return new HttpFailure("reset", "maybe", error);
}

const INVALID = new Set(["UND_ERR_INVALID_ARG", "ERR_INVALID_URL"]);

const IDLE = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);
