import { json, type Reply } from "../reply.ts";

/** Twilio's shape of an error; `status` is that of the code unless it is given. */
export function errorReply(code: number, { status, message, headers }: ErrorDetails = {}): Reply {
  const known = ERRORS[code];
  const httpStatus = status ?? known?.status ?? 400;
  const answer = {
    code,
    message: message ?? known?.message ?? `Error ${code}`,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status: httpStatus,
  };
  return json(httpStatus, answer, headers);
}

type ErrorDetails = { status?: number; message?: string; headers?: Record<string, string> };

const ERRORS: Record<number, { status: number; message: string }> = {
  20001: { status: 400, message: "Invalid parameter" },
  20003: { status: 401, message: "Authenticate" },
  20404: { status: 404, message: "The requested resource was not found" },
  20429: { status: 429, message: "Too Many Requests" },
  20500: { status: 500, message: "Internal Server Error" },
  20503: { status: 503, message: "Service Unavailable" },
  21211: { status: 400, message: "Invalid 'To' Phone Number" },
  21603: { status: 400, message: "A 'From' phone number is required." },
  21604: { status: 400, message: "A 'To' phone number is required." },
  21610: { status: 400, message: "Attempt to send to unsubscribed recipient" },
  21617: { status: 400, message: "The concatenated message body exceeds the 1600 character limit" },
  21619: { status: 400, message: "A text message body or media urls must be specified." },
  63007: {
    status: 400,
    message: "Twilio could not find a Channel with the specified From address",
  },
  63016: { status: 400, message: "Failed to send freeform message: outside the allowed window." },
  63031: { status: 400, message: "Channel message cannot have same From and To" },
};
