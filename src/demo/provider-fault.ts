/** What goes wrong with one request to a provider. */
export type ProviderFault =
  | { kind: "status"; status: number; body?: string; headers?: Record<string, string> }
  /** A proxy's error page in place of JSON. */
  | { kind: "html"; status?: number }
  /** The provider's own JSON for an error code. */
  | { kind: "error"; code: number; status?: number; headers?: Record<string, string> }
  /** The connection breaks before the request is read. */
  | { kind: "reset" }
  /** No answer until one side closes; nothing is created. */
  | { kind: "hang" }
  | { kind: "slow"; delayMs: number }
  | { kind: "created_then_reset" }
  | { kind: "created_then_500" }
  | { kind: "created_then_hang" }
  /** The first delivery status is called back before the request that it is about is answered. */
  | { kind: "callback_before_answer" };
