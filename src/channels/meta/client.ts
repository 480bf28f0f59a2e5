import type { Clock } from "../../clock.ts";
import type { MetaSettings } from "../../settings/channel-settings.ts";
import { Failure } from "../../errors.ts";
import { HttpFailure } from "../../http/http-failure.ts";
import type { Http, HttpRequest, HttpResponse } from "../../http/http.ts";
import { retryAfterSeconds } from "../../http/retry-after.ts";
import { parseJson } from "../../parse-json.ts";
import { errorCodeOf } from "./error-code-of.ts";
import { NO_OBJECT } from "./error-codes.ts";
import { asObject, type Json } from "./json.ts";

/** Meta answered, and not with a success. `code` is its own number where it gave one. */
export class MetaRefusal extends Failure {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: string, retryAfter: number | undefined) {
    super(code);
    this.status = status;
    this.retryAfterSeconds = retryAfter;
  }
}

/** Asks the Graph API; paths begin behind the version. Throws `MetaRefusal` or `HttpFailure`. */
export type MetaClient = {
  get(path: string): Promise<Json>;
  post(path: string, body: object): Promise<Json>;
};

export function createMetaClient({
  http,
  clock,
  settings,
}: {
  http: Pick<Http, "request">;
  clock: Clock;
  settings: MetaSettings;
}): MetaClient {
  return {
    get: (path) => ask({ method: "GET", url: urlOf(path), headers: HEADERS }),
    post: (path, body) =>
      ask({
        method: "POST",
        url: urlOf(path),
        headers: { ...HEADERS, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
  };

  function urlOf(path: string): string {
    return `${settings.apiUrl}/${settings.apiVersion}/${path}`;
  }

  async function ask(request: Pick<HttpRequest, "method" | "url" | "headers" | "body">) {
    const response = await http.request({
      ...request,
      headers: { ...request.headers, authorization: bearer(settings) },
      idleMs: 15_000,
      totalMs: 20_000,
      maxBytes: 1_000_000,
    });
    if (response.status < 200 || response.status >= 300)
      throw await refusalOf(response, clock.now());
    const answer = asObject(parseJson(await response.text()));
    if (answer) return answer;
    // A success that is no JSON tells nothing: whether it was done stays unknown.
    throw new HttpFailure(`unreadable_${response.status}`, "maybe");
  }
}

/** A gateway's HTML page has no code: then the status says what there is to say. */
export async function refusalOf(response: HttpResponse, now: number): Promise<MetaRefusal> {
  const { status, headers } = response;
  const answer = asObject(parseJson(await response.text()));
  const code = graphCodeOf(asObject(answer?.["error"])) ?? `http_${status}`;
  return new MetaRefusal(status, code, retryAfterSeconds(headers, now));
}

function graphCodeOf(error: Json | undefined): string | undefined {
  const code = errorCodeOf(error);
  return code === "100" && error?.["error_subcode"] === 33 ? NO_OBJECT : code;
}

export function bearer({ accessToken }: MetaSettings): string {
  return `Bearer ${accessToken}`;
}

/** Some of Meta's servers want a name, and what is compressed is not read. */
export const HEADERS = { "user-agent": "askline", "accept-encoding": "identity" };
