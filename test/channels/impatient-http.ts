import { onTestFinished } from "vitest";
import { createHttp, type Http } from "../../src/http/http.ts";

/** Answers that never come are given up early. */
export function impatientHttp(): Http {
  const http = createHttp();
  onTestFinished(() => http.close());
  return { ...http, request: (request) => http.request({ ...request, idleMs: 500 }) };
}
