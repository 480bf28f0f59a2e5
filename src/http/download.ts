import { HttpFailure } from "./http-failure.ts";
import type { Http, HttpResponse } from "./http.ts";

export type DownloadRequest = {
  url: string;
  /** An address from the settings: what is under its origin is fetched although it may be private. */
  trusted: string;
  /** Shown at `url` only, never where a redirect leads. */
  authorization: string;
  idleMs: number;
  /** Longest time for all of it, redirects included. */
  totalMs: number;
  maxBytes: number;
};

export type Download = { response: HttpResponse; redirects: number };

/**
 * Fetches a file and follows at most three redirects, each checked like the first address. Gives
 * the last response, whatever its status. Throws `HttpFailure`, also with `too_many_redirects`.
 */
export async function download(
  http: Pick<Http, "request">,
  request: DownloadRequest,
): Promise<Download> {
  const endsAt = performance.now() + request.totalMs;
  let url = new URL(request.url);
  let outside = false;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    // Whoever leads away from us does not lead back in.
    outside ||= url.origin !== new URL(request.trusted).origin;
    const response = await http.request({
      method: "GET",
      url,
      outside,
      headers: redirects === 0 ? { authorization: request.authorization } : {},
      idleMs: request.idleMs,
      totalMs: Math.max(1, endsAt - performance.now()),
      maxBytes: request.maxBytes,
    });
    const next = redirectOf(response, url);
    if (!next) return { response, redirects };
    response.discard();
    url = next;
  }
  throw new HttpFailure("too_many_redirects", "maybe");
}

const MOST_REDIRECTS = 3;

const REDIRECTS = [301, 302, 303, 307, 308];

function redirectOf({ status, headers }: HttpResponse, from: URL): URL | null {
  const location = headers["location"];
  return location !== undefined && REDIRECTS.includes(status)
    ? URL.parse(location, from.href)
    : null;
}
