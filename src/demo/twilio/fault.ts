import type { FaultQueue } from "../faults.ts";

export type TwilioEndpoint = "create" | "list" | "fetch" | "typing" | "media";

/** What goes wrong with one request. */
export type TwilioFault =
  | { kind: "status"; status: number; body?: string; headers?: Record<string, string> }
  /** A proxy's error page in place of JSON. */
  | { kind: "html"; status?: number }
  /** Twilio's JSON for an error code, such as 21610 or 20429. */
  | { kind: "error"; code: number; status?: number; headers?: Record<string, string> }
  /** The connection breaks before the request is read. */
  | { kind: "reset" }
  /** No answer until one side closes; nothing is created. */
  | { kind: "hang" }
  | { kind: "slow"; delayMs: number }
  | { kind: "created_then_reset" }
  | { kind: "created_then_500" }
  | { kind: "created_then_hang" }
  /** Created, and given up on later. */
  | { kind: "status_failed"; errorCode: number; status?: "failed" | "undelivered" }
  /** The first status callback is answered before the request that it is about. */
  | { kind: "callback_before_answer" }
  /** Created, but shown in lists only later. */
  | { kind: "list_lag"; lagMs: number };

export type TwilioFaults = FaultQueue<TwilioEndpoint, TwilioFault>;
