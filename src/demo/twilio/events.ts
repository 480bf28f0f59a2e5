import type { TwilioFault, TwilioEndpoint } from "./fault.ts";
import type { MessageStatus, TwilioMessage } from "./message.ts";

/** What happened at the stand-in, as it happens. Addresses are without `whatsapp:`. */
export type TwilioEvent =
  | { kind: "inbound"; address: string; message: TwilioMessage }
  /** The server answered a webhook; `status` 0 when it could not be reached. */
  | { kind: "webhook"; address: string; sid: string; status: number; tookMs: number }
  | { kind: "created"; address: string; message: TwilioMessage }
  | { kind: "status"; address: string; sid: string; status: MessageStatus; errorCode?: number }
  | { kind: "typing"; address: string; sid: string }
  | { kind: "fault"; endpoint: TwilioEndpoint; fault: TwilioFault };
