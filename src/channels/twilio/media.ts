import type { Clock } from "../../clock.ts";
import type { TwilioSettings } from "../../settings/channel-settings.ts";
import { download } from "../../http/download.ts";
import { Never, RetryAfter, RetryLater, TellOperator, type Failure } from "../../errors.ts";
import { HttpFailure } from "../../http/http-failure.ts";
import type { Http, HttpResponse } from "../../http/http.ts";
import { retryAfterSeconds } from "../../http/retry-after.ts";
import type { Media } from "../channel.ts";
import { mediaFailure, readMedia } from "../read-media.ts";
import { basicAuthorization, CREDENTIALS_REPAIR, credentialsOf } from "./credentials.ts";

type Dependencies = { http: Http; clock: Clock; settings: TwilioSettings };

/**
 * Fetches what a contact sent. Twilio asks for credentials and answers with a short-lived address
 * elsewhere, which refuses them.
 * https://www.twilio.com/docs/messaging/api/media-resource
 */
export function createFetchMedia({ http, clock, settings }: Dependencies) {
  return async function fetchMedia(url: string): Promise<Media> {
    if (!isMediaOf(url, settings)) throw new Never("not_twilios_media", ELSEWHERE);
    try {
      const { response, redirects } = await download(http, {
        url,
        trusted: settings.apiUrl,
        authorization: basicAuthorization(credentialsOf(settings)),
        idleMs: 15_000,
        totalMs: 60_000,
        maxBytes: MAX_BYTES,
      });
      if (response.status === 200) return await readMedia(response);
      response.discard();
      throw failureOf(response, redirects > 0, clock.now());
    } catch (error) {
      throw error instanceof HttpFailure ? mediaFailure(error) : error;
    }
  };
}

/** What Twilio takes for WhatsApp; for what comes in it documents no limit. */
const MAX_BYTES = 16 * 1024 * 1024;

const ELSEWHERE =
  "This is not the address of media in our Twilio account: compare its beginning with TWILIO_API_URL.";

/** The credentials go to this address, and it comes from a form: it has to be one of a media resource. */
function isMediaOf(url: string, { apiUrl, accountSid }: TwilioSettings): boolean {
  const messages = new URL(`${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages/`).href;
  const { href = "" } = URL.parse(url) ?? {};
  return (
    href.startsWith(messages) &&
    /^(SM|MM)[0-9a-f]{32}\/Media\/ME[0-9a-f]{32}$/i.test(href.slice(messages.length))
  );
}

function failureOf({ status, headers }: HttpResponse, redirected: boolean, now: number): Failure {
  const code = `http_${status}`;
  if (status === 429) {
    const after = retryAfterSeconds(headers, now);
    return after === undefined ? new RetryLater(code) : new RetryAfter(code, after);
  }
  // Twilio does not know its own media in the first seconds after the webhook.
  if (status >= 500 || status === 408 || status === 404) return new RetryLater(code);
  // The short-lived address was too old: Twilio gives another.
  if (redirected) return new RetryLater(code);
  if (status === 401 || status === 403) return new TellOperator(code, CREDENTIALS_REPAIR);
  return new Never(code);
}
