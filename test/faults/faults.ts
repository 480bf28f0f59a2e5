import type { TcpFault } from "../kit/tcp-proxy.ts";

/** What goes wrong between us and a provider, whichever it is. */
export type Fault = {
  /** How the provider is spoken to, where that is what is wrong. */
  over?: "https_without_tls" | "self_signed";
  isRefused?: true;
  tcp?: TcpFault;
  /** What the provider answers in place of acting on the request. */
  answer?: { kind: "status"; status: number; headers?: Record<string, string>; body?: string };
};

/** The clock of these tables stands at noon of this day. */
const ONE_MINUTE_PAST_NOON = "Sat, 21 Nov 2026 12:01:00 GMT";

const HTML = { "content-type": "text/html" };
const JSON_TYPE = { "content-type": "application/json" };
const ELSEWHERE = { location: "https://elsewhere.example/" };
const everyMs = 150;

export const FAULTS: Record<string, Fault> = {
  "nobody listens": { isRefused: true },
  "reset on accept": { tcp: { kind: "reset_on_accept" } },
  "reset, request not passed on": { tcp: { kind: "reset_before_passing_on" } },
  "reset before the answer": { tcp: { kind: "answer_reset" } },
  "silence from the first": { tcp: { kind: "silent_on_accept" } },
  "silence, request not passed on": { tcp: { kind: "silent_before_passing_on" } },
  "silence in place of the answer": { tcp: { kind: "answer_swallowed" } },
  "answer drips": { tcp: { kind: "answer_drips", everyMs } },
  "answer drips in its body": { tcp: { kind: "answer_drips", bodyBytes: 5, everyMs } },
  "answer reset in its body": { tcp: { kind: "answer_cut", bodyBytes: 12, with: "reset" } },
  "answer ends in its body": { tcp: { kind: "answer_cut", bodyBytes: 12, with: "end" } },
  "no TLS where it is expected": { over: "https_without_tls" },
  "certificate signed by itself": { over: "self_signed" },
  "TLS handshake reset": { over: "https_without_tls", tcp: { kind: "reset_on_accept" } },
  "TLS handshake silent": { over: "https_without_tls", tcp: { kind: "silent_on_accept" } },
  "200 with a page": {
    answer: { kind: "status", status: 200, headers: HTML, body: "<html>Sign in</html>" },
  },
  "200 with other JSON": {
    answer: { kind: "status", status: 200, headers: JSON_TYPE, body: '{"ok":true}' },
  },
  "200 with half of its JSON": {
    answer: { kind: "status", status: 200, headers: JSON_TYPE, body: '{"sid":"S' },
  },
  "200 with nothing": { answer: { kind: "status", status: 200 } },
  "502 with a page": {
    answer: { kind: "status", status: 502, headers: HTML, body: "<html>Bad</html>" },
  },
  "429 Retry-After: 7": refusal(429, { "retry-after": "7" }),
  "429 Retry-After: a date": refusal(429, { "retry-after": ONE_MINUTE_PAST_NOON }),
  "429 Retry-After: absurd": refusal(429, { "retry-after": "99999999" }),
  "429 Retry-After: soon": refusal(429, { "retry-after": "soon" }),
  "503 Retry-After: 7": refusal(503, { "retry-after": "7" }),
  ...statuses([400, 401, 403, 404, 408, 409, 413, 429, 500, 501, 502, 503]),
  ...statuses([301, 302, 303, 307, 308], ELSEWHERE),
};

/** Of these it is certain that not a byte of a request was sent. */
export const NEVER_LEFT: ReadonlySet<string> = new Set([
  "nobody listens",
  "certificate signed by itself",
  "no TLS where it is expected",
  "TLS handshake reset",
  "TLS handshake silent",
]);

function statuses(codes: number[], headers: Record<string, string> = {}): Record<string, Fault> {
  return Object.fromEntries(codes.map((code) => [String(code), refusal(code, headers)]));
}

function refusal(status: number, headers: Record<string, string>): Fault {
  return { answer: { kind: "status", status, headers: { ...JSON_TYPE, ...headers }, body: "{}" } };
}
