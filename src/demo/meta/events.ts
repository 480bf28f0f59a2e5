import type { MetaEndpoint, MetaFault } from "./fault.ts";
import type { MessageStatus, MetaMessage } from "./message.ts";

/** What happened at the stand-in, as it happens. */
export type MetaEvent =
  | { kind: "inbound"; address: string; message: MetaMessage }
  /** The server answered a webhook; `status` 0 when it could not be reached. */
  | { kind: "webhook"; address: string; id: string; status: number; tookMs: number }
  | { kind: "created"; address: string; message: MetaMessage }
  /** Accepted with 200, and delivered to nobody. */
  | { kind: "lost"; address: string; id: string }
  | { kind: "status"; address: string; id: string; status: MessageStatus; errorCode?: number }
  /** The contact's message got its blue ticks. */
  | { kind: "seen"; address: string; id: string }
  | { kind: "typing"; address: string; id: string }
  | { kind: "fault"; endpoint: MetaEndpoint; fault: MetaFault };
