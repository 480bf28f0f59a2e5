import type { ClientOptions } from "openai";
import type { Http, HttpRequest, HttpResponse } from "../../http/http.ts";
import { wrongAddress } from "./repairs.ts";

type Fetch = NonNullable<ClientOptions["fetch"]>;

/** What the official client takes for `fetch`: our `http`, with its limits. */
export function createCarry({
  http,
  limits,
}: {
  http: Http;
  limits: Pick<HttpRequest, "idleMs" | "totalMs" | "maxBytes">;
}): Fetch {
  return async function carry(url, init = {}) {
    const response = await http.request({
      // Nothing else is used of the client.
      method: init.method?.toUpperCase() === "GET" ? "GET" : "POST",
      url: url instanceof Request ? url.url : url,
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === "string" && { body: init.body }),
      ...limits,
      ...(init.signal && { signal: init.signal }),
    });
    if (isPage(response)) {
      response.discard();
      throw wrongAddress();
    }
    return asWebResponse(response);
  };
}

/** A page for people that came as a success: something else than an API listens there. */
function isPage({ status, headers }: HttpResponse): boolean {
  return status < 300 && /html/i.test(headers["content-type"] ?? "");
}

function asWebResponse({ status, headers, body }: HttpResponse): Response {
  const stream = HAS_NO_BODY.has(status) ? null : ReadableStream.from(body);
  return new Response(stream, { status, headers });
}

/** A `Response` with one of these must not have a body, not even an empty one. */
const HAS_NO_BODY = new Set([204, 205, 304]);
