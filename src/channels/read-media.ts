import { Never, RetryLater, type Failure } from "../errors.ts";
import type { HttpFailure } from "../http/http-failure.ts";
import type { HttpResponse } from "../http/http.ts";
import type { Media } from "./channel.ts";

/** The bytes of a response that holds media. */
export async function readMedia(response: HttpResponse): Promise<Media> {
  // `audio/ogg; codecs=opus` is audio/ogg.
  const contentType = response.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  return { contentType: contentType || "application/octet-stream", bytes: await response.bytes() };
}

/** Fetching again changes nothing at a provider, so that only what cannot succeed is given up. */
export function mediaFailure({ code }: HttpFailure): Failure {
  return FINAL.has(code) ? new Never(code) : new RetryLater(code);
}

const FINAL = new Set([
  "encoded",
  "invalid_request",
  "not_https",
  "private_address",
  "too_large",
  "too_many_redirects",
]);
