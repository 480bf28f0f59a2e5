import type { TwilioEndpoint } from "./fault.ts";

export type Route =
  | { endpoint: "create" | "list" | "typing" }
  | { endpoint: "fetch"; sid: string }
  | { endpoint: "media"; sid: string; mediaSid: string }
  | { endpoint: "cdn"; token: string };

/** Which endpoint a request is for, if it is one that exists for this account. */
export function routeOf(method: string, path: string, accountSid: string): Route | undefined {
  const messages = `/2010-04-01/Accounts/${accountSid}/Messages`;
  if (method === "POST") {
    if (path === `${messages}.json`) return { endpoint: "create" };
    return path === "/v2/Indicators/Typing.json" ? { endpoint: "typing" } : undefined;
  }
  if (method !== "GET" && method !== "HEAD") return undefined;
  if (path === `${messages}.json`) return { endpoint: "list" };
  if (path.startsWith("/cdn/")) return { endpoint: "cdn", token: path.slice("/cdn/".length) };
  if (!path.startsWith(`${messages}/`)) return undefined;
  return resource(path.slice(messages.length + 1));
}

function resource(path: string): Route | undefined {
  const [, sid, mediaSid] =
    /^((?:SM|MM)\w{32})(?:\/Media\/(ME\w{32}))?(?:\.json)?$/.exec(path) ?? [];
  if (!sid) return undefined;
  return mediaSid ? { endpoint: "media", sid, mediaSid } : { endpoint: "fetch", sid };
}

/** Faults are asked for by endpoint; the address of the bytes has none. */
export function faultEndpoint(route: Route): TwilioEndpoint | undefined {
  return route.endpoint === "cdn" ? undefined : route.endpoint;
}
