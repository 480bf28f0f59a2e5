import type { FaultQueue } from "../faults.ts";
import type { ProviderFault } from "../provider-fault.ts";

export type TwilioEndpoint = "create" | "list" | "fetch" | "typing" | "media";

/** What goes wrong with one request; error codes are Twilio's, such as 21610 or 20429. */
export type TwilioFault =
  | ProviderFault
  /** Created, and given up on later. */
  | { kind: "status_failed"; errorCode: number; status?: "failed" | "undelivered" }
  /** Created, but shown in lists only later. */
  | { kind: "list_lag"; lagMs: number };

export type TwilioFaults = FaultQueue<TwilioEndpoint, TwilioFault>;
