import type { Access } from "./dependencies.ts";

/**
 * Whether a token or a chat has to be replaced. An ended session is known to show as 401; 403 and a
 * redirect to the sign-in page are what other servers do. A chat that is gone says so in words only.
 */
export function isRefusedAccess(status: number, body: string, mode: Access["mode"]): boolean {
  if (mode === "api-key") return status === 404 || saysRefused(body, mode);
  return status === 401 || status === 403 || (status >= 300 && status < 400);
}

/** For errors that come with status 200, where the words are all there is. */
export function saysRefused(error: string, mode: Access["mode"]): boolean {
  return mode === "api-key"
    ? /chat does not exist/i.test(error)
    : /unauthori[sz]ed|authentication failed|(token|session) (has )?expired/i.test(error);
}
