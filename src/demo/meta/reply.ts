import { randomBytes } from "node:crypto";
import { json, type Reply } from "../reply.ts";

/** Meta's shape of an error; `status` is that of the code unless it is given. */
export function errorReply(
  code: number,
  { status, details, headers, subcode }: ErrorDetails = {},
): Reply {
  const { title, ...known } = ERRORS[code] ?? { status: 400, title: `Error ${code}` };
  const error = {
    message: NO_PREFIX.has(code) ? title : `(#${code}) ${title}`,
    type: "OAuthException",
    code,
    ...(!NO_PREFIX.has(code) && {
      error_data: { messaging_product: "whatsapp", details: details ?? title },
    }),
    ...(subcode !== undefined && { error_subcode: subcode }),
    fbtrace_id: `A${randomBytes(17).toString("base64url")}`,
  };
  return json(status ?? known.status, { error }, headers);
}

/** The same error as statuses and messages carry it. */
export function errorJson(code: number, details?: string) {
  const title = ERRORS[code]?.title ?? `Error ${code}`;
  return { code, title, message: title, error_data: { details: details ?? title } };
}

type ErrorDetails = {
  status?: number;
  details?: string;
  headers?: Record<string, string>;
  subcode?: number;
};

/** About the request as such, not about WhatsApp. */
const NO_PREFIX = new Set([190, 2500]);

const ERRORS: Record<number, { status: number; title: string }> = {
  0: { status: 401, title: "AuthException" },
  1: { status: 400, title: "API Unknown" },
  2: { status: 503, title: "Service temporarily unavailable" },
  3: { status: 500, title: "Application does not have the capability to make this API call" },
  4: { status: 400, title: "Application request limit reached" },
  10: { status: 403, title: "Application does not have permission for this action" },
  33: { status: 400, title: "Parameter value is not valid" },
  100: { status: 400, title: "Invalid parameter" },
  190: { status: 401, title: "Invalid OAuth access token - Cannot parse access token" },
  200: { status: 403, title: "Permissions error" },
  368: { status: 403, title: "Temporarily blocked for policies violations" },
  2500: { status: 400, title: "Unknown path components" },
  80007: { status: 400, title: "Rate limit issues" },
  130429: { status: 400, title: "Rate limit hit" },
  130472: { status: 400, title: "User's number is part of an experiment" },
  130497: {
    status: 403,
    title: "Business account is restricted from messaging users in this country",
  },
  131000: { status: 500, title: "Something went wrong" },
  131005: { status: 403, title: "Access denied" },
  131008: { status: 400, title: "Required parameter is missing" },
  131009: { status: 400, title: "Parameter value is not valid" },
  131016: { status: 500, title: "Service unavailable" },
  131021: { status: 400, title: "Recipient cannot be sender" },
  131026: { status: 400, title: "Message undeliverable" },
  131031: { status: 403, title: "Account has been locked" },
  131037: { status: 400, title: "WhatsApp provided number needs display name approval" },
  131042: { status: 400, title: "Business eligibility payment issue" },
  131045: { status: 500, title: "Incorrect certificate" },
  131047: { status: 400, title: "Re-engagement message" },
  131048: { status: 400, title: "Spam rate limit hit" },
  131049: {
    status: 400,
    title: "This message was not delivered to maintain healthy ecosystem engagement.",
  },
  131050: { status: 400, title: "User has stopped marketing messages" },
  131051: { status: 400, title: "Message type unknown" },
  131052: { status: 400, title: "Media download error" },
  131053: { status: 400, title: "Media upload error" },
  131056: { status: 400, title: "Pair rate limit hit" },
  131057: { status: 500, title: "Account in maintenance mode" },
  131062: { status: 400, title: "Message type cannot be sent to a business-scoped user id" },
  132000: { status: 400, title: "Number of parameters does not match the template" },
  132001: { status: 404, title: "Template does not exist" },
  133004: { status: 503, title: "Server temporarily unavailable" },
  133016: { status: 400, title: "Account register deregister rate limit exceeded" },
};
