import type { FaultQueue } from "../faults.ts";
import type { ProviderFault } from "../provider-fault.ts";

/** `typing` is the read mark too; `media` looks an id up, `download` fetches the bytes. */
export type MetaEndpoint = "create" | "typing" | "media" | "download";

/** What goes wrong with one request; error codes are Meta's, such as 131056 or 190. */
export type MetaFault =
  | ProviderFault
  /** Accepted, and given up on later. */
  | { kind: "status_failed"; errorCode: number };

export type MetaFaults = FaultQueue<MetaEndpoint, MetaFault>;
