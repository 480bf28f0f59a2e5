import type { Twilio } from "twilio";
import type { Clock } from "../../clock.ts";
import type { TwilioSettings } from "../../settings/channel-settings.ts";
import { Failure } from "../../errors.ts";
import { HttpFailure } from "../../http/http-failure.ts";
import type { Http, HttpRequest } from "../../http/http.ts";
import { retryAfterSeconds } from "../../http/retry-after.ts";
import { basicAuthorization, credentialsOf } from "./credentials.ts";

/** Twilio answered, and not with a success. `code` is its own number where it gave one. */
export class TwilioRefusal extends Failure {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, code: string, retryAfter: number | undefined) {
    super(code);
    this.status = status;
    this.retryAfterSeconds = retryAfter;
  }
}

/** Gives the client; its module is loaded at the first call, as that takes longer than all others together. */
export type TwilioClient = () => Promise<Twilio>;

/**
 * The official client, carried by our `http`: its own errors hold the credentials and the text of
 * the message. Requests throw `TwilioRefusal` or `HttpFailure`.
 */
export function createTwilioClient(dependencies: {
  http: Http;
  clock: Clock;
  settings: TwilioSettings;
}): TwilioClient {
  let client: Promise<Twilio> | undefined;
  return function getClient() {
    // One that could not be loaded is tried again.
    client ??= loadClient().catch((error: unknown) => {
      client = undefined;
      throw error;
    });
    return client;
  };

  async function loadClient(): Promise<Twilio> {
    const { default: twilio } = await import("twilio");
    const { accountSid, apiUrl, messagingApiUrl } = dependencies.settings;
    const { sid, secret } = credentialsOf(dependencies.settings);
    const loaded = twilio(sid, secret, {
      accountSid,
      httpClient: { request: createRequest(dependencies) } as never,
      // The environment may name a region, which would be put into our base URLs.
      env: {},
    });
    loaded.api.baseUrl = apiUrl;
    loaded.messaging.baseUrl = messagingApiUrl;
    return loaded;
  }
}

type SdkRequest = {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, string>;
  params?: Record<string, unknown>;
  data?: Record<string, unknown>;
};

function createRequest({ http, clock }: { http: Http; clock: Clock }) {
  return async function request(sdk: SdkRequest) {
    const response = await http.request(toHttpRequest(sdk));
    const text = await response.text();
    if (response.status >= 200 && response.status < 300)
      return { statusCode: response.status, body: readJson(text, response.status), headers: {} };
    const after = retryAfterSeconds(response.headers, clock.now());
    throw new TwilioRefusal(response.status, errorCode(text, response.status), after);
  };
}

function toHttpRequest(sdk: SdkRequest): HttpRequest {
  const url = new URL(sdk.uri);
  for (const [name, value] of pairs(sdk.params)) url.searchParams.append(name, value);
  const { username: sid = "", password: secret = "" } = sdk;
  return {
    method: sdk.method.toUpperCase() as HttpRequest["method"],
    url,
    headers: { ...sdk.headers, authorization: basicAuthorization({ sid, secret }) },
    ...(sdk.data && { body: new URLSearchParams(pairs(sdk.data)).toString() }),
    idleMs: 15_000,
    totalMs: 20_000,
    maxBytes: 2_000_000,
  };
}

function pairs(values: Record<string, unknown> = {}): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  );
}

/** A success that is no JSON tells nothing: whether it was done stays unknown. */
function readJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpFailure(`unreadable_${status}`, "maybe");
  }
}

function errorCode(text: string, status: number): string {
  try {
    const { code } = JSON.parse(text) as { code?: unknown };
    if (typeof code === "number") return String(code);
  } catch {
    // A gateway's HTML page: the status says what there is to say.
  }
  return `http_${status}`;
}
