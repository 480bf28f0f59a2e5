import type { Clock } from "../../clock.ts";
import type { MetaSettings } from "../../settings/channel-settings.ts";
import { download } from "../../http/download.ts";
import { Never, RetryAfter, RetryLater, TellOperator, type Failure } from "../../errors.ts";
import { HttpFailure } from "../../http/http-failure.ts";
import type { Http, HttpRequest } from "../../http/http.ts";
import type { Media } from "../channel.ts";
import { mediaFailure, readMedia } from "../read-media.ts";
import { bearer, HEADERS, MetaRefusal, refusalOf, type MetaClient } from "./client.ts";
import { nextStepOf, NO_OBJECT } from "./error-codes.ts";
import { mayHearToken, mediaIdOf } from "./media-url.ts";

type Dependencies = { http: Http; clock: Clock; client: MetaClient; settings: MetaSettings };

/**
 * Fetches what a contact sent: Meta gives an address that is good for five minutes, and wants the
 * token there too. It keeps a file for seven days.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 */
export function createFetchMedia({ http, clock, client, settings }: Dependencies) {
  const named = {
    request: (request: HttpRequest) =>
      http.request({ ...request, headers: { ...HEADERS, ...request.headers } }),
  };

  return async function fetchMedia(url: string): Promise<Media> {
    const id = mediaIdOf(url, settings);
    if (id === undefined) throw new Never("not_metas_media", ELSEWHERE);
    try {
      return await fetchFile(await locate(id));
    } catch (error) {
      throw failureOf(error);
    }
  };

  async function locate(id: string): Promise<string> {
    const { url, file_size: size } = await client.get(id);
    if (typeof url !== "string") throw new RetryLater("no_url");
    if (!mayHearToken(url, settings)) throw new Never("not_metas_host");
    if (Number(size) > MAX_BYTES) throw new Never("too_large");
    return url;
  }

  async function fetchFile(url: string): Promise<Media> {
    const { response, redirects } = await download(named, {
      url,
      trusted: settings.apiUrl,
      authorization: bearer(settings),
      idleMs: 15_000,
      totalMs: 60_000,
      maxBytes: MAX_BYTES,
    });
    if (response.status === 200) return readMedia(response);
    const refusal = await refusalOf(response, clock.now());
    // The address that it led to was too old: Meta gives another.
    throw redirects > 0 ? new RetryLater(refusal.code) : refusal;
  }
}

/** What Meta takes for audio and video. Documents may have 100 MB, which nobody here reads. */
const MAX_BYTES = 16 * 1024 * 1024;

const ELSEWHERE =
  "This is not the address of media at Meta: compare its beginning with GRAPH_API_URL.";

function failureOf(error: unknown): unknown {
  if (error instanceof MetaRefusal) return failureOfRefusal(error);
  if (error instanceof HttpFailure) return mediaFailure(error);
  return error;
}

function failureOfRefusal({ status, code, retryAfterSeconds }: MetaRefusal): Failure {
  // Here the path names a file, not our number.
  if (code === NO_OBJECT) return new Never(code);
  const step = nextStepOf(code, status);
  switch (step.kind) {
    case "give_up":
      // An address that was too old, or media that Meta does not know yet right after its webhook.
      return status === 404 ? new RetryLater(code) : new Never(code);
    case "wait":
      return retryAfterSeconds === undefined
        ? new RetryLater(code)
        : new RetryAfter(code, retryAfterSeconds);
    case "look_up":
      return new RetryLater(code);
    case "tell_operator":
      return new TellOperator(code, step.message);
    default:
      return step satisfies never;
  }
}
