import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { ProviderFault } from "./provider-fault.ts";
import type { Reply } from "./reply.ts";

/** Faults of what is created, not of the request, are left to whoever creates it. */
type Fault = ProviderFault | { kind: "status_failed" | "list_lag" };

type ErrorReply = (
  code: number,
  details?: { status?: number; headers?: Record<string, string> },
) => Reply;

/** What a fault makes of a request before any of it is read: a reply, silence, or nothing at all. */
export async function faultBefore(
  fault: Fault | undefined,
  request: IncomingMessage,
  errorReply: ErrorReply,
): Promise<Reply | "no_reply" | undefined> {
  switch (fault?.kind) {
    case "status":
      return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? "" };
    case "html":
      return { status: fault.status ?? 502, headers: HTML, body: "<html>Bad Gateway</html>" };
    case "error":
      return errorReply(fault.code, fault);
    case "reset":
      request.socket.resetAndDestroy();
      return "no_reply";
    case "hang":
      return "no_reply";
    case "slow":
      await delay(fault.delayMs);
      return undefined;
    case "created_then_reset":
    case "created_then_500":
    case "created_then_hang":
    case "status_failed":
    case "callback_before_answer":
    case "list_lag":
    case undefined:
      return undefined;
    default:
      return fault satisfies never;
  }
}

/** The same once the work is done: true when the reply is not to be sent any more. */
export function faultAfter(
  fault: Fault | undefined,
  response: ServerResponse,
  internalError: Reply,
): boolean {
  switch (fault?.kind) {
    case "created_then_reset":
      response.socket?.resetAndDestroy();
      return true;
    case "created_then_hang":
      return true;
    case "created_then_500":
      response.writeHead(internalError.status, internalError.headers).end(internalError.body);
      return true;
    case "status":
    case "html":
    case "error":
    case "reset":
    case "hang":
    case "slow":
    case "status_failed":
    case "callback_before_answer":
    case "list_lag":
    case undefined:
      return false;
    default:
      return fault satisfies never;
  }
}

const HTML = { "Content-Type": "text/html" };
