import { RetryLater } from "../../errors.ts";
import type { HttpResponse } from "../../http/http.ts";
import { findAccessCookie, type AccessCookie } from "./access-cookie.ts";
import type { Dependencies } from "./dependencies.ts";
import { asPreparingFailure, preparingLimits } from "./prepare.ts";
import { foreignAddress } from "./repairs.ts";
import { failureOfStatus } from "./status.ts";

const MAX_HOPS = 5;

/**
 * Exchanges the one-time address for the cookie that its redirects set. It is opened at once and
 * never kept, and never leaves the configured origin: whoever could answer the session call with
 * another address would otherwise choose what this server requests.
 */
export function createExchangeCode({
  http,
  clock,
  settings,
}: Pick<Dependencies, "http" | "clock" | "settings">) {
  return async function exchangeCode(callback: string, signal: AbortSignal): Promise<AccessCookie> {
    let url = sameOrigin(callback, settings.url);
    for (let hop = 0; hop < MAX_HOPS; hop++) {
      const response = await get(url, signal);
      response.discard();
      const cookie = findAccessCookie(response.setCookies, clock.now());
      if (cookie) return cookie;
      url = sameOrigin(nextHop(response, clock.now()), url.href);
    }
    throw new RetryLater("ayd_no_token");
  };

  async function get(url: URL, signal: AbortSignal): Promise<HttpResponse> {
    try {
      return await http.request({
        method: "GET",
        url,
        ...preparingLimits(settings.idleMs, signal),
      });
    } catch (error) {
      throw asPreparingFailure(error);
    }
  }
}

/** A used or expired code shows as a 4xx or as a page without the cookie: the next session brings a new code. */
function nextHop(response: HttpResponse, now: number): string {
  const { location } = response.headers;
  if (response.status === 429 || response.status >= 500) throw failureOfStatus(response, now);
  if (response.status < 300 || response.status >= 400 || !location) {
    throw new RetryLater("ayd_no_token");
  }
  return location;
}

function sameOrigin(address: string, base: string): URL {
  const url = URL.parse(address, base);
  if (url?.origin !== new URL(base).origin) throw foreignAddress();
  return url;
}
