import type { Account } from "./account.ts";

export type Route =
  | { endpoint: "messages" }
  | { endpoint: "media"; id: string }
  | { endpoint: "download"; token: string }
  | { endpoint: "none"; code: number; details: string; subcode?: number };

/** Which endpoint a request is for, if it is one that exists in our version and for our number. */
export function routeOf(method: string, url: URL, account: Account): Route {
  if (method === "GET" && url.pathname === "/whatsapp_business/attachments/")
    return { endpoint: "download", token: url.searchParams.get("mid") ?? "" };
  const [, version, object = "", edge] = /^\/([^/]*)\/([^/]+)(?:\/(.*))?$/.exec(url.pathname) ?? [];
  if (version !== account.apiVersion) return unknown(url);
  if (method === "POST" && edge === "messages")
    return object === account.phoneId ? { endpoint: "messages" } : missing(object);
  if (method !== "GET" || edge !== undefined) return unknown(url);
  const ofPhone = url.searchParams.get("phone_number_id") ?? account.phoneId;
  return ofPhone === account.phoneId ? { endpoint: "media", id: object } : missing(ofPhone);
}

function unknown({ pathname }: URL): Route {
  return { endpoint: "none", code: 2500, details: pathname };
}

function missing(id: string): Route {
  return {
    endpoint: "none",
    code: 100,
    subcode: 33,
    details: `Object with ID '${id}' does not exist`,
  };
}
